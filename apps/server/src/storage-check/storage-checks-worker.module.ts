import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { QUEUES } from '../platform/queue/queues.js';
import { StorageCheckRunner } from './storage-check-runner.js';
import { StorageChecksProcessor } from './storage-checks.processor.js';
import { StorageChecksSweeper } from './storage-checks.sweeper.js';
import { StorageRepairRunner } from './storage-repair-runner.js';

/** What the worker does with checks of the storage. */
@Module({
  imports: [BullModule.registerQueue({ name: QUEUES.storageChecks })],
  providers: [StorageCheckRunner, StorageRepairRunner, StorageChecksProcessor, StorageChecksSweeper],
})
export class StorageChecksWorkerModule {}
