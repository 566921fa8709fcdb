import { Module } from '@nestjs/common';
import { RegionsModule } from '../../regions/regions.module.js';
import { ClosingTree } from '../closing/closing-tree.js';
import { CreditSigningModule } from '../credit-signing.module.js';
import { PolicyTimelineModule } from '../policies/policy-timeline.module.js';
import { CredentialSigner } from './credential-signer.js';
import { MyStatementsController } from './my-statements.controller.js';
import { MyStatementsService } from './my-statements.service.js';
import { OfflineFiles } from './offline-files.service.js';
import { PublicStatementsController } from './public-statements.controller.js';
import { PublicStatements } from './public-statements.service.js';
import { StaffStatementsController } from './staff-statements.controller.js';
import { StaffStatements } from './staff-statements.service.js';
import { StatementBatches } from './statement-batches.service.js';
import { StatementCredentials } from './statement-credentials.service.js';
import { StatementPapersModule } from './statement-papers.module.js';
import { StatementProofs } from './statement-proofs.service.js';
import { StatusLists } from './status-lists.service.js';

/** Statements as they are shown, handed out and verified. */
@Module({
  imports: [CreditSigningModule, PolicyTimelineModule, RegionsModule, StatementPapersModule],
  controllers: [MyStatementsController, PublicStatementsController, StaffStatementsController],
  providers: [ClosingTree, CredentialSigner, MyStatementsService, OfflineFiles, PublicStatements, StaffStatements, StatementBatches, StatementCredentials, StatementProofs, StatusLists],
})
export class StatementsModule {}
