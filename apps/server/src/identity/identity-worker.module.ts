import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { QUEUES } from '../platform/queue/queues.js';
import { IdentityProcessor } from './identity.processor.js';
import { PersonsModule } from './persons.module.js';
import { RealNameCheckRunner } from './real-name/real-name-check-runner.js';
import { RealNameCheck } from './real-name/real-name-check.js';
import { RealNameCheckSweeper } from './real-name/real-name-check.sweeper.js';

/** What the worker does with identities. */
@Module({
  imports: [BullModule.registerQueue({ name: QUEUES.identity }), PersonsModule],
  providers: [IdentityProcessor, RealNameCheck, RealNameCheckRunner, RealNameCheckSweeper],
})
export class IdentityWorkerModule {}
