import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { newId } from '../ids.js';
import { currentRequestId } from '../logging/request-context.js';
import { OutboxRow } from './outbox.entity.js';
import { type JobRequest, jobIdOf } from './queues.js';

/** The only way to a queue: a row written in the transaction that makes the job necessary (reliability.md, requirement 3). */
@Injectable()
export class OutboxService {
  constructor(private readonly clock: Clock) {}

  /** @param workId what the job works on; the same work never waits twice in its queue */
  async add(tx: EntityManager, job: JobRequest, workId: string): Promise<void> {
    await tx.insert(OutboxRow, {
      id: newId(),
      queue: job.queue,
      name: job.name,
      jobId: jobIdOf(job, workId),
      payload: job.payload,
      requestId: currentRequestId(),
      createdAt: this.clock.date(),
      sentAt: null,
    });
  }
}
