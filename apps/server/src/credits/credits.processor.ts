import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { withRequestContext } from '../platform/logging/request-context.js';
import { type JobData, type JobName, type Jobs, QUEUES } from '../platform/queue/queues.js';
import { isLastAttempt, resilientWorker } from '../platform/queue/worker-options.js';
import { CreditsJobs } from './credits-jobs.js';

type CreditsJob = Job<JobData<Jobs['credits'][JobName<'credits'>]>, void, JobName<'credits'>>;

/** Jobs of the credits queue. Each is idempotent: see whoever registered it with CreditsJobs. */
@Processor(QUEUES.credits, { ...resilientWorker, concurrency: 2 })
export class CreditsProcessor extends WorkerHost {
  constructor(private readonly jobs: CreditsJobs) {
    super();
  }

  process(job: CreditsJob): Promise<void> {
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
