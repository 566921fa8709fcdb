import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TranscodeLane } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { SourceFacts } from '@xuexi/media';
import { Scratch } from '../platform/storage/scratch.js';
import { Storage } from '../platform/storage/storage.js';
import { type Claimed, MediaRuns } from './media-runs.js';
import type { MediaOutput } from './media.entity.js';
import { MediaStep } from './media-step.js';
import { MediaTools } from './media-tools.js';
import { OutputPublisher } from './output-publisher.js';
import type { Supervision } from './supervised-run.js';

/** Watching comes first, then short clips, then films of hours. */
const NICENESS: Record<TranscodeLane, number> = { short: 10, long: 15 };

/** Makes of a checked source what plays. */
@Injectable()
export class TranscodeService {
  constructor(
    private readonly step: MediaStep,
    private readonly runs: MediaRuns,
    private readonly tools: MediaTools,
    private readonly storage: Storage,
    private readonly scratch: Scratch,
  ) {}

  /** As MediaStep.run, which it is safe to run twice through. @throws MediaError */
  run(mediaId: string, lastAttempt: boolean): Promise<void> {
    return this.step.run('transcode', mediaId, lastAttempt, (run, supervision) => this.make(run, supervision));
  }

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
}

function sourceOf({ id, source }: Claimed): SourceFacts {
  if (!source) throw new Error(`Media ${id} was not checked`);
  return source;
}
