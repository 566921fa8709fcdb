import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { MediaError, type TranscodeResult, inspectSource, transcode } from '@xuexi/media';
import { DataSource, In } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Scratch } from '../platform/storage/scratch.js';
import { Storage } from '../platform/storage/storage.js';
import { Media } from './media.entity.js';

const PROGRESS_EVERY_MS = 1000;

/** Runs one transcode of a video from claim to ready or failed. Safe to run twice: the newest run's fence wins. */
@Injectable()
export class TranscodeService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(TranscodeService.name);
  private readonly stopping = new AbortController();

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly scratchFolders: Scratch,
    private readonly clock: Clock,
  ) {}

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  /**
   * @param lastAttempt whether the queue will not try again by itself
   * @throws MediaError after the failure has been written down, or the video has gone back to the queue
   */
  async run(mediaId: string, lastAttempt: boolean): Promise<void> {
    const media = await this.claim(mediaId);
    if (!media) return;
    const { fence } = media;
    const scratch = await this.scratchFolders.folder();
    try {
      const result = await this.transcodeInto(join(scratch, 'hls'), media);
      await this.publish(join(scratch, 'hls'), media, result);
      this.logger.log({ mediaId, fence, durationMs: result.durationMs }, 'transcoded');
    } catch (error) {
      await this.giveUp(media, error, lastAttempt);
      throw error;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  /** Takes the video for this run under a fence of its own, or null when there is nothing to do any more. */
  private claim(id: string): Promise<Media | null> {
    return inTransaction(this.dataSource, async (tx) => {
      const media = await tx.findOne(Media, { where: { id, state: In(['queued', 'transcoding']) }, lock: { mode: 'pessimistic_write' } });
      if (!media) return null;
      const claimed = { state: 'transcoding' as const, fence: media.fence + 1, progress: 0, heartbeatAt: this.clock.date() };
      await tx.update(Media, { id }, claimed);
      return { ...media, ...claimed };
    });
  }

  private async transcodeInto(outputDir: string, media: Media): Promise<TranscodeResult> {
    const superseded = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, superseded.signal]);
    let percent = 0;
    const heartbeat = setInterval(() => {
      this.beat(media, percent).then(
        (alive) => alive || superseded.abort(),
        (error: unknown) => this.logger.warn({ err: error, mediaId: media.id }, 'heartbeat failed'),
      );
    }, PROGRESS_EVERY_MS);
    try {
      await using file = await this.storage.localFile(media.sourceKey, signal);
      const input = file.path;
      const source = await inspectSource(input, { signal });
      if (source.kind === 'document') throw new MediaError('source_not_media');
      return await transcode({
        input,
        outputDir,
        source,
        signal,
        onProgress: (progress) => {
          percent = Math.min(99, Math.floor(progress.percent));
        },
      });
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** Shows the progress. @returns false when a newer run has taken the video over */
  private async beat({ id, fence }: Media, percent: number): Promise<boolean> {
    const written = await this.dataSource.query('UPDATE media SET progress = ?, heartbeat_at = ? WHERE id = ? AND fence = ?', [percent, this.clock.date(), id, fence]);
    return written.affectedRows === 1;
  }

  /** Moves the whole, checked folder into place and only then says ready. */
  private async publish(dir: string, { id, fence, outputPrefix }: Media, result: TranscodeResult): Promise<void> {
    const prefix = `media/${id}/${fence}`;
    await this.storage.publishDirectory(dir, prefix);
    const { masterFile, posterFile, audioOnlyFile, previewsFile, renditions, complete } = result;
    const output = { masterFile, posterFile, audioOnlyFile, previewsFile, renditions, complete };
    const written = await this.dataSource.manager.update(
      Media,
      { id, fence },
      { state: 'ready', progress: 100, durationMs: result.durationMs, outputPrefix: prefix, output, readyAt: this.clock.date(), failureCode: null, failureSentence: null },
    );
    if (written.affected !== 1) return this.storage.remove(prefix);
    // Runs that died between the two steps left a folder that nothing points at. The one that played until now stays: players may be reading it.
    for (let earlier = 1; earlier < fence; earlier++) {
      const folder = `media/${id}/${earlier}`;
      if (folder !== outputPrefix) await this.storage.remove(folder);
    }
  }

  private async giveUp({ id, fence }: Media, error: unknown, lastAttempt: boolean): Promise<void> {
    const failure = error instanceof MediaError ? error : new MediaError('tool_failed', String(error));
    const again = failure.code === 'aborted' || (failure.retryable && !lastAttempt);
    this.logger.warn({ mediaId: id, fence, code: failure.code, detail: failure.detail, again }, 'transcode failed');
    await this.dataSource.manager.update(
      Media,
      { id, fence },
      again ? { state: 'queued', progress: 0 } : { state: 'failed', failureCode: failure.code, failureSentence: failure.sentence },
    );
  }
}
