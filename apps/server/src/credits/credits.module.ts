import { Module } from '@nestjs/common';
import { RegionsModule } from '../regions/regions.module.js';
import { ClosingsController } from './closing/closings.controller.js';
import { ClosingsService } from './closing/closings.service.js';
import { ClosingResults } from './closing/closing-results.service.js';
import { ClosingTree } from './closing/closing-tree.js';
import { StatementAmendments } from './closing/statement-amendments.js';
import { CreditEntriesRepository } from './credit-entries.repository.js';
import { CreditSigning } from './credit-signing.js';
import { CreditsPersonalData } from './credits-personal-data.js';
import { CreditsController } from './credits.controller.js';
import { ExplanationsService } from './explanations.service.js';
import { LedgerMergeService } from './ledger-merge.service.js';
import { MyCreditsService } from './my-credits.service.js';
import { PolicyTimelineModule } from './policies/policy-timeline.module.js';
import { PostingService } from './posting.service.js';
import { StatementsService } from './statements/statements.service.js';

/** Policies, ledger, statements. */
@Module({
  imports: [PolicyTimelineModule, RegionsModule],
  controllers: [CreditsController, ClosingsController],
  providers: [ClosingResults, ClosingTree, ClosingsService, CreditEntriesRepository, CreditSigning, CreditsPersonalData, ExplanationsService, LedgerMergeService, MyCreditsService, PostingService, StatementAmendments, StatementsService],
  exports: [LedgerMergeService, MyCreditsService, PolicyTimelineModule, PostingService, StatementsService],
})
export class CreditsModule {}
