import { Module } from '@nestjs/common';
import { PersonsModule } from '../../identity/persons.module.js';
import { ClosingTree } from '../closing/closing-tree.js';
import { StatementAmendments } from '../closing/statement-amendments.js';
import { CreditSigning } from '../credit-signing.js';
import { PolicyTimelineModule } from '../policies/policy-timeline.module.js';
import { PostingService } from '../posting.service.js';
import { StatementsService } from '../statements/statements.service.js';
import { CorrectionPosting } from './correction-posting.js';
import { CorrectionRequests } from './correction-requests.js';

/** All that posting a correction needs, for api and worker. */
@Module({
  imports: [PersonsModule, PolicyTimelineModule],
  providers: [ClosingTree, CorrectionPosting, CorrectionRequests, CreditSigning, PostingService, StatementAmendments, StatementsService],
  exports: [CorrectionPosting, CorrectionRequests],
})
export class CorrectionRequestsModule {}
