import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { withRequestContext } from '../platform/logging/request-context.js';
import { type JobData, type JobName, type Jobs, QUEUES } from '../platform/queue/queues.js';
import { resilientWorker } from '../platform/queue/worker-options.js';
import { RealNameCheckRunner } from './real-name/real-name-check-runner.js';

type IdentityJob = Job<JobData<Jobs['identity'][JobName<'identity'>]>, void, JobName<'identity'>>;

/** Jobs of the identity queue. Idempotent: see RealNameCheckRunner. */
@Processor(QUEUES.identity, { ...resilientWorker, concurrency: 4 })
export class IdentityProcessor extends WorkerHost {
  constructor(private readonly checks: RealNameCheckRunner) {
    super();
  }

  process(job: IdentityJob): Promise<void> {
    return withRequestContext({ requestId: job.data.requestId ?? job.id ?? job.name }, () => this.checks.run(job.data.payload.claimId));
  }
}
