import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { laneOf } from '@xuexi/domain';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { MediaError, type MediaErrorCode } from '@xuexi/media';
import { FileAbsent, Storage } from '../platform/storage/storage.js';
import type { Media } from './media.entity.js';
import { type Claimed, MediaRuns } from './media-runs.js';
import { MediaTools, failureOf } from './media-tools.js';
import { OutputRoom } from './output-room.js';
import { supervised } from './supervised-run.js';

/** Failures after which another run follows in any case: they are none of the file's. */
const FOLLOWED: readonly MediaErrorCode[] = ['aborted', 'disk_full'];

/** Looks at a whole upload before anything is made of it: that it arrived as it was sent, and what it is. Safe to run twice. */
@Injectable()
export class CheckService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(CheckService.name);
  private readonly stopping = new AbortController();

  constructor(
    private readonly runs: MediaRuns,
    private readonly tools: MediaTools,
    private readonly room: OutputRoom,
    private readonly storage: Storage,
  ) {}

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  /**
   * @param lastAttempt whether the queue will not try again by itself
   * @throws MediaError after the failure has been written down
   */
  async run(mediaId: string, lastAttempt: boolean): Promise<void> {
    if (!(await this.room.isThereOrWaits(mediaId, 'checking'))) return;
    const run = await this.runs.claim(mediaId, 'check');
    if (!run) return;
    try {
      await this.runs.checked(run, await supervised(this.runs, run, this.stopping.signal, ({ signal }) => this.look(run, signal)));
    } catch (error) {
      const failure = error instanceof FileAbsent ? new MediaError('source_missing', error.message) : failureOf(error);
      const again = FOLLOWED.includes(failure.code) || (failure.retryable && !lastAttempt);
      this.logger.warn({ mediaId, fence: run.fence, code: failure.code, detail: failure.detail, again }, 'check failed');
      await (again ? this.runs.putBack(run, failure) : this.runs.failed(run, failure));
      throw failure;
    }
  }

  private async look({ sourceKey, declaredSha256 }: Claimed, signal: AbortSignal): Promise<Pick<Media, 'source' | 'kind' | 'durationMs' | 'sha256' | 'lane'>> {
    await using file = await this.storage.localFile(sourceKey, signal);
    const sha256 = await sha256Of(file.path, signal);
    if (declaredSha256 !== null && declaredSha256 !== sha256) throw new MediaError('source_changed', 'another SHA-256 than was declared');
    const source = await this.tools.inspect(file.path, signal);
    return { source, kind: source.kind, durationMs: source.durationMs, sha256, lane: laneOf(source.durationMs) };
  }
}

/** SHA-256 of a file in hexadecimal digits. @throws MediaError aborted */
async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash, { signal }).catch((error: unknown) => {
    throw signal.aborted ? new MediaError('aborted') : error;
  });
  return hash.digest('hex');
}
