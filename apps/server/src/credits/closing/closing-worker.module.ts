import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { PersonsModule } from '../../identity/persons.module.js';
import { QUEUES } from '../../platform/queue/queues.js';
import { ClosingJobs } from './closing-jobs.js';
import { ClosingRunner } from './closing-runner.js';
import { ClosingSweeper } from './closing.sweeper.js';
import { CreditsJobs } from '../credits-jobs.js';
import { CreditsProcessor } from '../credits.processor.js';
import { PolicyTimelineModule } from '../policies/policy-timeline.module.js';
import { PolicyTrialRunner } from '../policies/policy-trial-runner.js';
import { PolicyTrialSweeper } from '../policies/policy-trial.sweeper.js';
import { StatementsService } from '../statements/statements.service.js';

/** What the worker does with credits. */
@Module({
  imports: [BullModule.registerQueue({ name: QUEUES.credits }), PersonsModule, PolicyTimelineModule],
  providers: [ClosingJobs, ClosingRunner, ClosingSweeper, CreditsJobs, CreditsProcessor, PolicyTrialRunner, PolicyTrialSweeper, StatementsService],
})
export class ClosingWorkerModule {}
