import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import type { PlaybackDto } from './media.dto.js';
import type { CaptionTrack } from './caption-track.entity.js';
import type { Media } from './media.entity.js';
import { describeRenditions } from './renditions.js';

const VALID_SECONDS = 4 * 3600;

/**
 * Signed addresses `/media/{expires}/{signature}/{mediaId}/…`. The signature covers the expiry and the video, so that
 * everything in its folder follows from one check; it has the form of nginx's secure_link, which checks it in production.
 */
@Injectable()
export class MediaLinks {
  private readonly secret: string;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly clock: Clock,
  ) {
    this.secret = config.secrets.mediaSigning.toString('base64url');
  }

  /** Addresses of a video or recording that can be played. */
  playback(media: Pick<Media, 'id' | 'kind' | 'outputPrefix' | 'output' | 'durationMs'>, captions: Pick<CaptionTrack, 'id' | 'language' | 'label' | 'dialect' | 'storageKey'>[]): PlaybackDto {
    const { kind, output, outputPrefix } = media;
    if (kind === 'document' || !output || 'pages' in output || !outputPrefix) throw new Error(`Media ${media.id} has nothing to play`);
    const folder = `${this.base(media.id)}/${outputPrefix.slice(`media/${media.id}/`.length)}`;
    const inFolder = (file: string | null) => file && `${folder}/${file}`;
    return {
      kind,
      masterUrl: `${folder}/${output.masterFile}`,
      posterUrl: inFolder(output.posterFile),
      audioUrl: inFolder(output.audioOnlyFile),
      previewsUrl: inFolder(output.previewsFile),
      captions: captions.map(({ id, language, label, dialect, storageKey }) => ({ id, language, label, dialect, url: `${this.base(media.id)}/${storageKey.slice(`media/${media.id}/`.length)}` })),
      renditions: describeRenditions(output),
      durationSeconds: Math.floor((media.durationMs ?? 0) / 1000),
    };
  }

  /** 'ok', or why the address does not open: 'expired', 'forged'. */
  check(expires: string, signature: string, mediaId: string): 'ok' | 'expired' | 'forged' {
    const expected = Buffer.from(this.signature(expires, mediaId));
    const given = Buffer.from(signature);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return 'forged';
    return Number(expires) * 1000 < this.clock.now() ? 'expired' : 'ok';
  }

  private base(mediaId: string): string {
    const expires = String(Math.floor(this.clock.now() / 1000) + VALID_SECONDS);
    return `/media/${expires}/${this.signature(expires, mediaId)}/${mediaId}`;
  }

  /** MD5 because that is what secure_link computes; the 32 secret bytes at its end keep length extension out. */
  private signature(expires: string, mediaId: string): string {
    return createHash('md5').update(`${expires} ${mediaId} ${this.secret}`).digest('base64url');
  }
}
