import { WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { withRequestContext } from '../platform/logging/request-context.js';
import type { JobData } from '../platform/queue/queues.js';
import { isLastAttempt } from '../platform/queue/worker-options.js';
import type { CreditsJobName, CreditsJobs } from './credits-jobs.js';

/** Jobs of one of the queues of credits. Each is idempotent: see whoever registered it with CreditsJobs. */
export abstract class CreditsLane extends WorkerHost {
  protected abstract readonly jobs: CreditsJobs;

  process(job: Job<JobData<unknown>, void, CreditsJobName>): Promise<void> {
    return withRequestContext({ requestId: job.data.requestId ?? job.id ?? job.name }, async () => {
      const work = this.jobs.of(job.name);
      try {
        await work.run(job.data.payload);
      } catch (error) {
        if (isLastAttempt(job)) await work.fail(job.data.payload);
        throw error;
      }
    });
  }
}
