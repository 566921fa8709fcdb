import { hash, timingSafeEqual } from 'node:crypto';
import { MEDIA_LIMITS } from '@xuexi/domain';
import { Inject, Injectable } from '@nestjs/common';
import { SessionCookie } from '../platform/auth/session-cookie.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import type { PlaybackDto } from './media.dto.js';
import type { CaptionTrack } from './caption-track.entity.js';
import type { Media } from './media.entity.js';
import { CONTENT_TYPES } from '../platform/storage/storage.js';
import { describeRenditions } from './renditions.js';

/** Who may open an address, and on what occasion. */
export interface Viewer {
  /** The value of the login session's cookie. */
  sessionToken: string;
  /** Id of the play session; `preview` to look something over, `reading` for documents, which have no play sessions. */
  playSession: string;
}

/** Of a file that may be served. */
export interface OpenedAddress {
  mediaId: string;
  /** Below the video's folder. */
  file: string;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ADDRESS = new RegExp(
  String.raw`^/media/([0-9]{1,12})/(${UUID}|preview|reading)/([A-Za-z0-9_-]{22})/(${UUID})/([A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\.(?:${Object.keys(CONTENT_TYPES).join('|')}))(?:\?|$)`,
);

/**
 * Signed addresses `/media/{expires}/{playSession}/{signature}/{mediaId}/…`. The signature covers the expiry, the play
 * session, the video and the cookie of the login session, so that everything in a video's folder follows from one check
 * and opens for nobody else; it has the form of nginx's secure_link, which checks it in production (docs/adr/0012).
 */
@Injectable()
export class MediaLinks {
  private readonly secret: string;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly cookie: SessionCookie,
    private readonly clock: Clock,
  ) {
    this.secret = config.secrets.mediaSigning.toString('base64url');
  }

  /** Addresses of a video or recording that can be played. */
  playback(
    media: Pick<Media, 'id' | 'kind' | 'outputPrefix' | 'output' | 'durationMs'>,
    captions: Pick<CaptionTrack, 'id' | 'language' | 'label' | 'dialect' | 'storageKey'>[],
    viewer: Viewer,
  ): PlaybackDto {
    const { kind, output, outputPrefix } = media;
    if (kind === 'document' || !output || 'pages' in output || !outputPrefix) throw new Error(`Media ${media.id} has nothing to play`);
    const addressOf = this.addresses(media.id, viewer);
    const inFolder = (file: string) => addressOf(`${outputPrefix}/${file}`);
    return {
      kind,
      masterUrl: inFolder(output.masterFile),
      posterUrl: output.posterFile && inFolder(output.posterFile),
      audioUrl: output.audioOnlyFile && inFolder(output.audioOnlyFile),
      previewsUrl: output.previewsFile ? inFolder(output.previewsFile) : null,
      captions: captions.map(({ id, language, label, dialect, storageKey }) => ({ id, language, label, dialect, url: addressOf(storageKey) })),
      renditions: describeRenditions(output),
      durationSeconds: Math.floor((media.durationMs ?? 0) / 1000),
    };
  }

  /** The address of each file of a video by its storage key, for one viewer and some hours. */
  addresses(mediaId: string, { sessionToken, playSession }: Viewer): (storageKey: string) => string {
    const expires = String(Math.floor(this.clock.now() / 1000) + MEDIA_LIMITS.addressSeconds);
    const base = `/media/${expires}/${playSession}/${this.signature(expires, playSession, mediaId, sessionToken)}/${mediaId}`;
    const folder = `media/${mediaId}/`;
    return (storageKey) => {
      if (!storageKey.startsWith(folder)) throw new Error(`${storageKey} does not belong to media ${mediaId}`);
      return `${base}/${storageKey.slice(folder.length)}`;
    };
  }

  /**
   * The file that an address opens for who sends these cookies, or why it opens none.
   * @param target path and query of the request, as they came
   */
  open(target: string, cookies: string | undefined): OpenedAddress | 'malformed' | 'expired' | 'forged' {
    const [, expires, playSession, signature, mediaId, file] = ADDRESS.exec(target) ?? [];
    if (expires === undefined || playSession === undefined || signature === undefined || mediaId === undefined || file === undefined) return 'malformed';
    const sessionToken = this.cookie.readFrom(cookies);
    if (sessionToken === undefined) return 'forged';
    const expected = Buffer.from(this.signature(expires, playSession, mediaId, sessionToken), 'latin1');
    if (!timingSafeEqual(expected, Buffer.from(signature, 'latin1'))) return 'forged';
    return Number(expires) * 1000 < this.clock.now() ? 'expired' : { mediaId, file };
  }

  /** MD5 because that is what secure_link computes; the 32 secret bytes at its end keep length extension out. */
  private signature(expires: string, playSession: string, mediaId: string, sessionToken: string): string {
    return hash('md5', `${expires} ${playSession} ${mediaId} ${sessionToken} ${this.secret}`, 'base64url');
  }
}
