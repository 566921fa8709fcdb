import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { MediaError, type MediaErrorCode } from '@xuexi/media';
import { FileAbsent } from '../platform/storage/storage.js';
import { type Claimed, MediaRuns } from './media-runs.js';
import { failureOf } from './media-tools.js';
import { OutputRoom } from './output-room.js';
import { type Supervision, supervised } from './supervised-run.js';

/** The state in which each step finds a video. */
const BEGINS_IN = { check: 'checking', transcode: 'queued' } as const;

/** Failures after which another run follows in any case: none of them would be the same again. */
const FOLLOWED: readonly MediaErrorCode[] = ['aborted', 'disk_full', 'copy_unusable'];

/** Runs one step of the worker over a video, from its claim to the note of what came of it. Safe to run twice: the newest run's fence wins. */
@Injectable()
export class MediaStep implements BeforeApplicationShutdown {
  private readonly logger = new Logger(MediaStep.name);
  private readonly stopping = new AbortController();

  constructor(
    private readonly runs: MediaRuns,
    private readonly room: OutputRoom,
  ) {}

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  /**
   * @param lastAttempt whether the queue will not try again by itself
   * @param work notes itself what succeeded, and says whether it counts: false when the video was no longer this run's
   * @throws MediaError after the failure has been written down, or the video waits to be taken up again
   */
  async run(step: 'check' | 'transcode', mediaId: string, lastAttempt: boolean, work: (run: Claimed, supervision: Supervision) => Promise<boolean>): Promise<void> {
    if (!(await this.room.isThereOrWaits(mediaId, BEGINS_IN[step]))) return;
    const run = await this.runs.claim(mediaId, step);
    if (!run) return;
    try {
      const counts = await supervised(this.runs, run, this.stopping.signal, (supervision) => work(run, supervision));
      this.logger.log({ mediaId, fence: run.fence, step, counts }, 'media step ended');
    } catch (error) {
      const failure = error instanceof FileAbsent ? new MediaError('source_missing', error.message) : failureOf(error);
      const again = FOLLOWED.includes(failure.code) || (failure.retryable && !lastAttempt);
      this.logger.warn({ mediaId, fence: run.fence, step, code: failure.code, detail: failure.detail, again }, 'media step failed');
      await (again ? this.runs.putBack(run, failure) : this.runs.failed(run, failure));
      throw failure;
    }
  }
}
