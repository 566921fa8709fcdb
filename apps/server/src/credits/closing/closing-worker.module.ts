import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { PersonsModule } from '../../identity/persons.module.js';
import { QUEUES } from '../../platform/queue/queues.js';
import { ClosingJobs } from './closing-jobs.js';
import { ClosingRunner } from './closing-runner.js';
import { ClosingSweeper } from './closing.sweeper.js';
import { CreditsJobs } from '../credits-jobs.js';
import { CreditsProcessor } from '../credits.processor.js';
import { PoliciesService } from '../policies.service.js';
import { StatementsService } from '../statements/statements.service.js';

/** What the worker does with credits. */
@Module({
  imports: [BullModule.registerQueue({ name: QUEUES.credits }), PersonsModule],
  providers: [ClosingJobs, ClosingRunner, ClosingSweeper, CreditsJobs, CreditsProcessor, PoliciesService, StatementsService],
})
export class ClosingWorkerModule {}
