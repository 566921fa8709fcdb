import { Module } from '@nestjs/common';
import { PersonsModule } from '../identity/persons.module.js';
import { ClosingTree } from './closing/closing-tree.js';
import { StatementAmendments } from './closing/statement-amendments.js';
import { CreditSigningModule } from './credit-signing.module.js';
import { Earnings } from './earnings.js';
import { PolicyTimelineModule } from './policies/policy-timeline.module.js';
import { PostingService } from './posting.service.js';
import { StatementsService } from './statements/statements.service.js';

/** The ledger's one way in, with the statements that follow it: for api and worker. */
@Module({
  imports: [CreditSigningModule, PersonsModule, PolicyTimelineModule],
  providers: [ClosingTree, Earnings, PostingService, StatementAmendments, StatementsService],
  exports: [ClosingTree, CreditSigningModule, Earnings, PolicyTimelineModule, PostingService, StatementAmendments, StatementsService],
})
export class LedgerPostingModule {}
