import type { Job, WorkerOptions } from 'bullmq';

/**
 * A job whose worker died is found stalled and runs again within about 15 s. A worker may be killed many times before
 * a job counts as failed for good: kills are the machine's fault, not the job's (reliability.md, finding 9).
 */
export const resilientWorker: Pick<WorkerOptions, 'lockDuration' | 'stalledInterval' | 'maxStalledCount'> = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 20 };

/** Whether the queue will not try a job again by itself when this attempt fails. */
export function isLastAttempt(job: Pick<Job, 'attemptsMade' | 'opts'>): boolean {
  return job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
}
