import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TranscodeLane } from '@xuexi/domain';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { MediaError, type MediaErrorCode, type SourceFacts } from '@xuexi/media';
import { Scratch } from '../platform/storage/scratch.js';
import { FileAbsent, Storage } from '../platform/storage/storage.js';
import { type Claimed, MediaRuns } from './media-runs.js';
import type { MediaOutput } from './media.entity.js';
import { MediaTools, failureOf } from './media-tools.js';
import { OutputPublisher } from './output-publisher.js';
import { OutputRoom } from './output-room.js';
import { type Supervision, supervised } from './supervised-run.js';

/** Watching comes first, then short clips, then films of hours. */
const NICENESS: Record<TranscodeLane, number> = { short: 10, long: 15 };

/** Failures after which another run follows in any case: none of them would be the same again. */
const FOLLOWED: readonly MediaErrorCode[] = ['aborted', 'disk_full', 'copy_unusable'];

/** Runs one transcode of a video from claim to ready or failed. Safe to run twice: the newest run's fence wins. */
@Injectable()
export class TranscodeService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(TranscodeService.name);
  private readonly stopping = new AbortController();

  constructor(
    private readonly runs: MediaRuns,
    private readonly tools: MediaTools,
    private readonly room: OutputRoom,
    private readonly storage: Storage,
    private readonly scratch: Scratch,
  ) {}

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  /**
   * @param lastAttempt whether the queue will not try again by itself
   * @throws MediaError after the failure has been written down, or the video has gone back to the queue
   */
  async run(mediaId: string, lastAttempt: boolean): Promise<void> {
    if (!(await this.room.isThereOrWaits(mediaId, 'queued'))) return;
    const run = await this.runs.claim(mediaId, 'transcode');
    if (!run) return;
    try {
      const counts = await supervised(this.runs, run, this.stopping.signal, (supervision) => this.make(run, supervision));
      this.logger.log({ mediaId, fence: run.fence, counts }, 'transcoded');
    } catch (error) {
      throw await this.giveUp(run, error, lastAttempt);
    }
  }

  /** @returns false when the video is no longer this run's */
  private async make(run: Claimed, supervision: Supervision): Promise<boolean> {
    const scratch = await this.scratch.folder();
    const dir = join(scratch, 'hls');
    try {
      const publisher = new OutputPublisher(run, dir, this.runs, this.storage);
      return await publisher.publishAll(await this.transcode(run, dir, publisher, supervision));
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  private async transcode(run: Claimed, outputDir: string, publisher: OutputPublisher, { signal, report }: Supervision): Promise<MediaOutput> {
    await using file = await this.storage.localFile(run.sourceKey, signal);
    return await this.tools.transcode({
      input: file.path,
      outputDir,
      source: sourceOf(run),
      signal,
      niceness: NICENESS[run.lane ?? 'short'],
      onProgress: report,
      onPlayable: (first) => publisher.publishFirst(first),
    });
  }

  private async giveUp(run: Claimed, error: unknown, lastAttempt: boolean): Promise<MediaError> {
    const failure = error instanceof FileAbsent ? new MediaError('source_missing', error.message) : failureOf(error);
    const again = FOLLOWED.includes(failure.code) || (failure.retryable && !lastAttempt);
    this.logger.warn({ mediaId: run.id, fence: run.fence, code: failure.code, detail: failure.detail, again }, 'transcode failed');
    await (again ? this.runs.putBack(run, failure) : this.runs.failed(run, failure));
    return failure;
  }
}

function sourceOf({ id, source }: Claimed): SourceFacts {
  if (!source) throw new Error(`Media ${id} was not checked`);
  return source;
}
