import { Processor } from '@nestjs/bullmq';
import { QUEUES } from '../platform/queue/queues.js';
import { resilientWorker } from '../platform/queue/worker-options.js';
import { CreditsJobs } from './credits-jobs.js';
import { CreditsLane } from './credits-lane.js';

/** Makes zips of statements and tries policies: both take long, and no closing stands behind them. */
@Processor(QUEUES.creditsLong, { ...resilientWorker, concurrency: 2 })
export class LongCreditsProcessor extends CreditsLane {
  constructor(protected readonly jobs: CreditsJobs) {
    super();
  }
}
