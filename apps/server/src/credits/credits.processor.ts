import { Processor } from '@nestjs/bullmq';
import { QUEUES } from '../platform/queue/queues.js';
import { resilientWorker } from '../platform/queue/worker-options.js';
import { CreditsJobs } from './credits-jobs.js';
import { CreditsLane } from './credits-lane.js';

/** Closes years, shard by shard. A third is computed while one of two waits for the disk. */
@Processor(QUEUES.credits, { ...resilientWorker, concurrency: 3 })
export class CreditsProcessor extends CreditsLane {
  constructor(protected readonly jobs: CreditsJobs) {
    super();
  }
}
