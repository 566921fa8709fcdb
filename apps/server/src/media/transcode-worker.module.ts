import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { QUEUES } from '../platform/queue/queues.js';
import { MediaProcessor } from './media.processor.js';
import { MediaSweeper } from './media.sweeper.js';
import { TranscodeService } from './transcode.service.js';
import { UploadsService } from './uploads.service.js';

/** What the worker does with videos. */
@Module({
  imports: [BullModule.registerQueue({ name: QUEUES.media })],
  providers: [MediaProcessor, MediaSweeper, TranscodeService, UploadsService],
})
export class TranscodeWorkerModule {}
