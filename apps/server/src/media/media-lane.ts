import { WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { MediaError } from '@xuexi/media';
import { type Job, UnrecoverableError } from 'bullmq';
import { withRequestContext } from '../platform/logging/request-context.js';
import type { JobData, JobName } from '../platform/queue/queues.js';

/** A job of one of the media queues. */
export type MediaJob = Job<JobData<{ mediaId: string }>, void, JobName<'mediaChecks' | 'media' | 'mediaLong'>>;

/** Unpacks the jobs of a media queue; a video that only another file helps is not tried again. */
export abstract class MediaLane extends WorkerHost implements OnApplicationBootstrap {
  /** How many jobs of the queue run at once. */
  protected abstract readonly slots: number;
  protected abstract work(job: MediaJob): Promise<void>;

  onApplicationBootstrap(): void {
    this.worker.concurrency = this.slots;
    // A job that Redis forgot meanwhile cannot be ended there; what it did stands in the database.
    this.worker.on('error', (error) => new Logger(this.constructor.name).warn({ err: error }, 'queue'));
  }

  process(job: MediaJob): Promise<void> {
    return withRequestContext({ requestId: job.data.requestId ?? job.id ?? job.name }, () => this.once(job));
  }

  private async once(job: MediaJob): Promise<void> {
    try {
      await this.work(job);
    } catch (error) {
      if (error instanceof MediaError && !error.retryable) throw new UnrecoverableError(error.code);
      throw error;
    }
  }
}
