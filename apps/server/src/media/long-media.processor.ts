import { Processor } from '@nestjs/bullmq';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { QUEUES } from '../platform/queue/queues.js';
import { isLastAttempt, resilientWorker } from '../platform/queue/worker-options.js';
import { MediaLane, type MediaJob } from './media-lane.js';
import { TranscodeService } from './transcode.service.js';
import { TranscodeTurns } from './transcode-turns.js';

/** Transcodes long films, so that no short clip stands behind one. Idempotent: see TranscodeService. */
@Injectable()
@Processor(QUEUES.mediaLong, resilientWorker)
export class LongMediaProcessor extends MediaLane implements OnApplicationBootstrap {
  constructor(
    private readonly transcodes: TranscodeService,
    private readonly turns: TranscodeTurns,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.worker.concurrency = this.turns.concurrency.long;
  }

  protected work(job: MediaJob): Promise<void> {
    return this.turns.take(() => this.transcodes.run(job.data.payload.mediaId, isLastAttempt(job)));
  }
}
