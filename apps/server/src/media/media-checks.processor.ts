import { Processor } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { QUEUES } from '../platform/queue/queues.js';
import { isLastAttempt, resilientWorker } from '../platform/queue/worker-options.js';
import { CheckService } from './check.service.js';
import { MediaLane, type MediaJob } from './media-lane.js';

/** Checks uploads, in a slot of its own: reading gigabytes to their end keeps no transcode waiting. Idempotent: see MediaStep. */
@Injectable()
@Processor(QUEUES.mediaChecks, resilientWorker)
export class MediaChecksProcessor extends MediaLane {
  protected readonly slots = 1;

  constructor(private readonly checks: CheckService) {
    super();
  }

  protected work(job: MediaJob): Promise<void> {
    return this.checks.run(job.data.payload.mediaId, isLastAttempt(job));
  }
}
