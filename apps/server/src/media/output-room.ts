import { planLadder, type SourceFacts } from '@xuexi/media';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Scratch } from '../platform/storage/scratch.js';
import { Storage } from '../platform/storage/storage.js';
import { MediaRun } from './media-run.entity.js';
import { Media } from './media.entity.js';

/** Playlists, boxes of segments, posters and previews, beside the bits of picture and sound. */
const OVERHEAD = 1.05;
const FIXED_BYTES = 4 * 1024 * 1024;

/** How many bytes the output of a source takes at most: every rendition at the bit rate that it may not exceed. */
export function estimatedOutputBytes(source: SourceFacts): number {
  if (source.kind === 'document') return FIXED_BYTES * Math.max(1, source.pages / 10);
  const { video, sound, audioOnly } = planLadder(source.probe);
  const bitsPerSecond = [...video.map(({ maxBitrate }) => maxBitrate), sound?.bitrate ?? 0, audioOnly?.bitrate ?? 0].reduce((sum, rate) => sum + rate, 0);
  return Math.ceil(FIXED_BYTES + ((bitsPerSecond / 8) * OVERHEAD * source.durationMs) / 1000);
}

/** Whether what a check or a transcode will write finds room. Where it does not, the video waits until it does. */
@Injectable()
export class OutputRoom {
  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly scratch: Scratch,
  ) {}

  /** Asked before a video that waits in `state` is taken. @returns false when it now waits for room */
  async isThereOrWaits(mediaId: string, state: 'checking' | 'queued'): Promise<boolean> {
    const media = await this.dataSource.manager.findOneBy(Media, { id: mediaId, state });
    if (!media || (await this.isThereFor(media))) return true;
    await this.dataSource.manager.update(Media, { id: mediaId, state, fence: media.fence }, { waitsFor: 'disk_full' });
    return false;
  }

  /** Each time that the room was not enough after all, so much more is asked for, or a wrong estimate would begin without end. */
  async isThereFor({ id, source, bytes }: Pick<Media, 'id' | 'source' | 'bytes'>): Promise<boolean> {
    const free = Math.min((await this.storage.freeBytes()) ?? Infinity, await this.scratch.freeBytes());
    const estimate = source ? estimatedOutputBytes(source) : this.bytesOfCheck(bytes);
    if (free < estimate) return false;
    const notEnough = await this.dataSource.manager.countBy(MediaRun, { mediaId: id, failureCode: 'disk_full' });
    return free >= estimate * (1 + notEnough);
  }

  /** A check reads what lies in a bucket from a copy of its own. */
  private bytesOfCheck(sourceBytes: number): number {
    return FIXED_BYTES + (this.storage.location.kind === 's3' ? sourceBytes : 0);
  }
}
