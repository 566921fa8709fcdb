import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Job, Queue } from 'bullmq';
import { QUEUE_CONNECTION, type QueueConnection } from './queue-connection.js';
import { type JobData, QUEUES, type QueueKey } from './queues.js';

/** Adds jobs to BullMQ. Only the outbox relay and the sweepers call it. */
@Injectable()
export class QueueProducer implements OnApplicationShutdown {
  private readonly queues: Record<QueueKey, Queue>;

  constructor(@Inject(QUEUE_CONNECTION) connection: QueueConnection) {
    this.queues = {
      mediaChecks: new Queue(QUEUES.mediaChecks, { connection }),
      media: new Queue(QUEUES.media, { connection }),
      mediaLong: new Queue(QUEUES.mediaLong, { connection }),
      storage: new Queue(QUEUES.storage, { connection }),
      storageChecks: new Queue(QUEUES.storageChecks, { connection }),
      credits: new Queue(QUEUES.credits, { connection }),
      creditsLong: new Queue(QUEUES.creditsLong, { connection }),
      identity: new Queue(QUEUES.identity, { connection }),
      imports: new Queue(QUEUES.imports, { connection }),
    };
  }

  /**
   * Adds a job unless one of that id waits or runs already. Finished jobs leave no key behind, so that the same work
   * can be asked for again.
   */
  add(queue: QueueKey, name: string, data: JobData<object>, jobId: string): Promise<Job> {
    return this.queues[queue].add(name, data, {
      jobId,
      attempts: 3,
      backoff: { type: 'exponential', delay: 2000 },
      removeOnComplete: true,
      removeOnFail: true,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(Object.values(this.queues).map((queue) => queue.close()));
  }
}
