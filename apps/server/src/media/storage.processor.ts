import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { withRequestContext } from '../platform/logging/request-context.js';
import { type JobData, type Jobs, QUEUES } from '../platform/queue/queues.js';
import { resilientWorker } from '../platform/queue/worker-options.js';
import { WithdrawalsService } from './withdrawals.service.js';

type WithdrawJob = Job<JobData<Jobs['storage']['withdraw']>, void, 'withdraw'>;

/** Jobs that move and compare files. A takedown waits for no long comparison. Idempotent: see WithdrawalsService. */
@Processor(QUEUES.storage, { ...resilientWorker, concurrency: 4 })
export class StorageProcessor extends WorkerHost {
  constructor(private readonly withdrawals: WithdrawalsService) {
    super();
  }

  process(job: WithdrawJob): Promise<void> {
    return withRequestContext({ requestId: job.data.requestId ?? job.id ?? job.name }, () => this.withdrawals.settle(job.data.payload.mediaId));
  }
}
