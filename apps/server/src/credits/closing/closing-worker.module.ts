import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { PersonsModule } from '../../identity/persons.module.js';
import { QUEUES } from '../../platform/queue/queues.js';
import { ClosingAssembly } from './closing-assembly.js';
import { ClosingDivision } from './closing-division.js';
import { ClosingJobs } from './closing-jobs.js';
import { ClosingRunner } from './closing-runner.js';
import { ClosingShardRunner } from './closing-shard-runner.js';
import { ClosingTree } from './closing-tree.js';
import { ClosingSweeper } from './closing.sweeper.js';
import { CreditDocumentsSweeper } from '../corrections/credit-documents.sweeper.js';
import { StoredCreditDocuments } from '../corrections/stored-credit-documents.js';
import { CreditSigningModule } from '../credit-signing.module.js';
import { CreditsJobs } from '../credits-jobs.js';
import { CreditsProcessor } from '../credits.processor.js';
import { LongCreditsProcessor } from '../long-credits.processor.js';
import { PolicyTimelineModule } from '../policies/policy-timeline.module.js';
import { PolicyTrialRunner } from '../policies/policy-trial-runner.js';
import { PolicyTrialSweeper } from '../policies/policy-trial.sweeper.js';
import { StatementBatchJobs } from '../statements/statement-batch-jobs.js';
import { StatementBatchRunner } from '../statements/statement-batch-runner.js';
import { StatementBatchSweeper } from '../statements/statement-batch.sweeper.js';
import { StatementPapersModule } from '../statements/statement-papers.module.js';
import { StoredStatementBatches } from '../statements/stored-statement-batches.js';

/** What the worker does with credits. */
@Module({
  imports: [BullModule.registerQueue({ name: QUEUES.credits }, { name: QUEUES.creditsLong }), CreditSigningModule, PersonsModule, PolicyTimelineModule, StatementPapersModule],
  providers: [ClosingAssembly, ClosingDivision, ClosingJobs, ClosingRunner, ClosingShardRunner, ClosingSweeper, ClosingTree, CreditDocumentsSweeper, CreditsJobs, CreditsProcessor, LongCreditsProcessor, PolicyTrialRunner, PolicyTrialSweeper, StatementBatchJobs, StatementBatchRunner, StatementBatchSweeper, StoredCreditDocuments, StoredStatementBatches],
})
export class ClosingWorkerModule {}
