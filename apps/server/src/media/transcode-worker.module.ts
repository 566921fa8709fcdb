import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { QUEUES } from '../platform/queue/queues.js';
import { CheckService } from './check.service.js';
import { FreeRoom } from './free-room.js';
import { LongMediaProcessor } from './long-media.processor.js';
import { MediaChecksProcessor } from './media-checks.processor.js';
import { MediaProcessor } from './media.processor.js';
import { LostFiles } from './lost-files.js';
import { MediaRuns } from './media-runs.js';
import { MediaSweeper } from './media.sweeper.js';
import { MediaTools } from './media-tools.js';
import { uploadStoreProvider } from './open-upload-store.js';
import { OutputRoom } from './output-room.js';
import { ReplacedFilesSweeper } from './replaced-files.sweeper.js';
import { StoredMedia } from './stored-media.js';
import { StorageProcessor } from './storage.processor.js';
import { MediaStep } from './media-step.js';
import { TranscodeService } from './transcode.service.js';
import { TranscodeTurns } from './transcode-turns.js';
import { UploadsService } from './uploads.service.js';
import { WithdrawalsService } from './withdrawals.service.js';
import { WithdrawalsSweeper } from './withdrawals.sweeper.js';

/** What the worker does with uploads: checks and transcodes them, and clears away what is no longer needed. */
@Module({
  imports: [BullModule.registerQueue({ name: QUEUES.mediaChecks }, { name: QUEUES.media }, { name: QUEUES.mediaLong }, { name: QUEUES.storage })],
  providers: [MediaChecksProcessor, MediaProcessor, LongMediaProcessor, MediaSweeper, ReplacedFilesSweeper, CheckService, LostFiles, StoredMedia, TranscodeService, TranscodeTurns, MediaRuns, MediaStep, MediaTools, OutputRoom, StorageProcessor, UploadsService, FreeRoom, uploadStoreProvider, WithdrawalsService, WithdrawalsSweeper],
})
export class TranscodeWorkerModule {}
