import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { withRequestContext } from '../platform/logging/request-context.js';
import { type JobData, type JobName, type Jobs, QUEUES } from '../platform/queue/queues.js';
import { isLastAttempt, resilientWorker } from '../platform/queue/worker-options.js';
import { ClosingRunner } from './closing-runner.js';

type CreditsJob = Job<JobData<Jobs['credits'][JobName<'credits'>]>, void, JobName<'credits'>>;

/** Jobs of the credits queue. Idempotent: see ClosingRunner. */
@Processor(QUEUES.credits, { ...resilientWorker, concurrency: 1 })
export class CreditsProcessor extends WorkerHost {
  constructor(private readonly closings: ClosingRunner) {
    super();
  }

  process(job: CreditsJob): Promise<void> {
    return withRequestContext({ requestId: job.data.requestId ?? job.id ?? job.name }, () => this.close(job));
  }

  private async close(job: CreditsJob): Promise<void> {
    const { closingId } = job.data.payload;
    try {
      await this.closings.run(closingId);
    } catch (error) {
      if (isLastAttempt(job)) await this.closings.fail(closingId);
      throw error;
    }
  }
}
