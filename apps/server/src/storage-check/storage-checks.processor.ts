import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { withRequestContext } from '../platform/logging/request-context.js';
import { type JobData, type JobName, type Jobs, QUEUES } from '../platform/queue/queues.js';
import { isLastAttempt, resilientWorker } from '../platform/queue/worker-options.js';
import { StorageCheckRunner } from './storage-check-runner.js';
import { StorageRepairRunner } from './storage-repair-runner.js';

type StorageCheckJob = Job<JobData<Jobs['storageChecks'][JobName<'storageChecks'>]>, void, JobName<'storageChecks'>>;

/** Jobs of the queue of storage checks, one at a time. Idempotent: see the runners. */
@Processor(QUEUES.storageChecks, { ...resilientWorker, concurrency: 1 })
export class StorageChecksProcessor extends WorkerHost {
  constructor(
    private readonly checks: StorageCheckRunner,
    private readonly repairs: StorageRepairRunner,
  ) {
    super();
  }

  process(job: StorageCheckJob): Promise<void> {
    return withRequestContext({ requestId: job.data.requestId ?? job.id ?? job.name }, () => this.work(job));
  }

  private async work(job: StorageCheckJob): Promise<void> {
    const { checkId } = job.data.payload;
    const runner = job.name === 'check' ? this.checks : this.repairs;
    try {
      await runner.run(checkId);
    } catch (error) {
      if (isLastAttempt(job)) await runner.fail(checkId);
      throw error;
    }
  }
}
