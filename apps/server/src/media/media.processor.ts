import { Processor, WorkerHost } from '@nestjs/bullmq';
import { MediaError } from '@xuexi/media';
import { type Job, UnrecoverableError } from 'bullmq';
import { withRequestContext } from '../platform/logging/request-context.js';
import { type JobData, type JobName, type Jobs, QUEUES } from '../platform/queue/queues.js';
import { isLastAttempt, resilientWorker } from '../platform/queue/worker-options.js';
import { TranscodeService } from './transcode.service.js';

type MediaJob = Job<JobData<Jobs['media'][JobName<'media'>]>, void, JobName<'media'>>;

/** Jobs of the media queue. ffmpeg itself uses every core, so one at a time. Idempotent: see TranscodeService. */
@Processor(QUEUES.media, { ...resilientWorker, concurrency: 1 })
export class MediaProcessor extends WorkerHost {
  constructor(private readonly transcodes: TranscodeService) {
    super();
  }

  process(job: MediaJob): Promise<void> {
    return withRequestContext({ requestId: job.data.requestId ?? job.id ?? job.name }, () => this.transcode(job));
  }

  private async transcode(job: MediaJob): Promise<void> {
    try {
      await this.transcodes.run(job.data.payload.mediaId, isLastAttempt(job));
    } catch (error) {
      if (error instanceof MediaError && !error.retryable) throw new UnrecoverableError(error.code);
      throw error;
    }
  }
}
