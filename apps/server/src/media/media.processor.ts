import { Processor } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { QUEUES } from '../platform/queue/queues.js';
import { isLastAttempt, resilientWorker } from '../platform/queue/worker-options.js';
import { CheckService } from './check.service.js';
import { MediaLane, type MediaJob } from './media-lane.js';
import { TranscodeService } from './transcode.service.js';
import { TranscodeTurns } from './transcode-turns.js';

/** Checks uploads, and transcodes short ones. Idempotent: see CheckService and TranscodeService. */
@Injectable()
@Processor(QUEUES.media, resilientWorker)
export class MediaProcessor extends MediaLane {
  protected readonly slots: number;

  constructor(
    private readonly checks: CheckService,
    private readonly transcodes: TranscodeService,
    private readonly turns: TranscodeTurns,
  ) {
    super();
    this.slots = turns.concurrency.short;
  }

  protected work(job: MediaJob): Promise<void> {
    const { mediaId } = job.data.payload;
    if (job.name === 'check') return this.checks.run(mediaId, isLastAttempt(job));
    return this.turns.take(() => this.transcodes.run(mediaId, isLastAttempt(job)));
  }
}
