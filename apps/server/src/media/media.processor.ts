import { Processor } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { QUEUES } from '../platform/queue/queues.js';
import { isLastAttempt, resilientWorker } from '../platform/queue/worker-options.js';
import { MediaLane, type MediaJob } from './media-lane.js';
import { TranscodeService } from './transcode.service.js';
import { TranscodeTurns } from './transcode-turns.js';

/** Transcodes short clips. Idempotent: see MediaStep. */
@Injectable()
@Processor(QUEUES.media, resilientWorker)
export class MediaProcessor extends MediaLane {
  protected readonly slots: number;

  constructor(
    private readonly transcodes: TranscodeService,
    private readonly turns: TranscodeTurns,
  ) {
    super();
    this.slots = turns.concurrency.short;
  }

  protected work(job: MediaJob): Promise<void> {
    return this.turns.take(() => this.transcodes.run(job.data.payload.mediaId, isLastAttempt(job)));
  }
}
