import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { laneOf } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { MediaError } from '@xuexi/media';
import { Storage } from '../platform/storage/storage.js';
import type { Media } from './media.entity.js';
import { type Claimed, MediaRuns } from './media-runs.js';
import { MediaStep } from './media-step.js';
import { MediaTools } from './media-tools.js';

/** Looks at a whole upload before anything is made of it: that it arrived as it was sent, and what it is. */
@Injectable()
export class CheckService {
  constructor(
    private readonly step: MediaStep,
    private readonly runs: MediaRuns,
    private readonly tools: MediaTools,
    private readonly storage: Storage,
  ) {}

  /** As MediaStep.run, which it is safe to run twice through. @throws MediaError */
  run(mediaId: string, lastAttempt: boolean): Promise<void> {
    return this.step.run('check', mediaId, lastAttempt, async (run, { signal }) => this.runs.checked(run, await this.look(run, signal)));
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
