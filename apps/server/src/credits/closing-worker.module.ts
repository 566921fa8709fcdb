import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { PersonsModule } from '../identity/persons.module.js';
import { QUEUES } from '../platform/queue/queues.js';
import { ClosingRunner } from './closing-runner.js';
import { ClosingSweeper } from './closing.sweeper.js';
import { CreditsProcessor } from './credits.processor.js';
import { PoliciesService } from './policies.service.js';
import { StatementsService } from './statements.service.js';

/** What the worker does with credits. */
@Module({
  imports: [BullModule.registerQueue({ name: QUEUES.credits }), PersonsModule],
  providers: [ClosingRunner, ClosingSweeper, CreditsProcessor, PoliciesService, StatementsService],
})
export class ClosingWorkerModule {}
