import { Module } from '@nestjs/common';
import { RegionsModule } from '../regions/regions.module.js';
import { ClosingsController } from './closing/closings.controller.js';
import { ClosingsService } from './closing/closings.service.js';
import { ClosingResults } from './closing/closing-results.service.js';
import { CreditEntriesRepository } from './credit-entries.repository.js';
import { CreditsPersonalData } from './credits-personal-data.js';
import { CreditsController } from './credits.controller.js';
import { ExplanationsService } from './explanations.service.js';
import { LedgerMergeService } from './ledger-merge.service.js';
import { LedgerPostingModule } from './ledger-posting.module.js';
import { MyCreditsService } from './my-credits.service.js';

/** Policies, ledger, statements. */
@Module({
  imports: [LedgerPostingModule, RegionsModule],
  controllers: [CreditsController, ClosingsController],
  providers: [ClosingResults, ClosingsService, CreditEntriesRepository, CreditsPersonalData, ExplanationsService, LedgerMergeService, MyCreditsService],
  exports: [LedgerMergeService, LedgerPostingModule, MyCreditsService],
})
export class CreditsModule {}
