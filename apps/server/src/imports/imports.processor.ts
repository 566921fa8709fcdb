import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { withRequestContext } from '../platform/logging/request-context.js';
import { type JobData, type JobName, type Jobs, QUEUES } from '../platform/queue/queues.js';
import { isLastAttempt, resilientWorker } from '../platform/queue/worker-options.js';
import { ImportRunner } from './import-runner.js';

type ImportJob = Job<JobData<Jobs['imports'][JobName<'imports'>]>, void, JobName<'imports'>>;

/** Jobs of the queue of imports, one at a time: each has a child process of its own. Idempotent: see ImportRunner. */
@Processor(QUEUES.imports, { ...resilientWorker, concurrency: 1 })
export class ImportsProcessor extends WorkerHost {
  constructor(private readonly runner: ImportRunner) {
    super();
  }

  process(job: ImportJob): Promise<void> {
    return withRequestContext({ requestId: job.data.requestId ?? job.id ?? job.name }, () => this.import(job));
  }

  private async import(job: ImportJob): Promise<void> {
    const { importId } = job.data.payload;
    try {
      await this.runner.run(importId, job.name);
    } catch (error) {
      if (isLastAttempt(job)) await this.runner.fail(importId);
      throw error;
    }
  }
}
