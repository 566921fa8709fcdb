import { Module } from '@nestjs/common';
import { PersonsModule } from '../identity/persons.module.js';
import { ClosingTree } from './closing/closing-tree.js';
import { StatementAmendments } from './closing/statement-amendments.js';
import { CreditSigning } from './credit-signing.js';
import { PolicyTimelineModule } from './policies/policy-timeline.module.js';
import { PostingService } from './posting.service.js';
import { StatementsService } from './statements/statements.service.js';

/** The ledger's one way in, with the statements that follow it: for api and worker. */
@Module({
  imports: [PersonsModule, PolicyTimelineModule],
  providers: [ClosingTree, CreditSigning, PostingService, StatementAmendments, StatementsService],
  exports: [ClosingTree, CreditSigning, PolicyTimelineModule, PostingService, StatementAmendments, StatementsService],
})
export class LedgerPostingModule {}
