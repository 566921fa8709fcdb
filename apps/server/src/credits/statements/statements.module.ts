import { Module } from '@nestjs/common';
import { RegionsModule } from '../../regions/regions.module.js';
import { ClosingTree } from '../closing/closing-tree.js';
import { CreditSigning } from '../credit-signing.js';
import { PolicyTimelineModule } from '../policies/policy-timeline.module.js';
import { CheckCodes } from './check-codes.js';
import { CredentialSigner } from './credential-signer.js';
import { MyStatementsController } from './my-statements.controller.js';
import { MyStatementsService } from './my-statements.service.js';
import { OfflineFiles } from './offline-files.service.js';
import { PaperFont } from './paper-font.js';
import { PublicAddresses } from './public-addresses.js';
import { PublicStatementsController } from './public-statements.controller.js';
import { PublicStatements } from './public-statements.service.js';
import { StatementCredentials } from './statement-credentials.service.js';
import { StatementPapers } from './statement-papers.service.js';
import { StatementProofs } from './statement-proofs.service.js';
import { StatementRecords } from './statement-records.service.js';
import { StatusLists } from './status-lists.service.js';

/** Statements as they are shown, handed out and verified. */
@Module({
  imports: [PolicyTimelineModule, RegionsModule],
  controllers: [MyStatementsController, PublicStatementsController],
  providers: [
    CheckCodes,
    ClosingTree,
    CreditSigning,
    CredentialSigner,
    MyStatementsService,
    OfflineFiles,
    PaperFont,
    PublicAddresses,
    PublicStatements,
    StatementCredentials,
    StatementPapers,
    StatementProofs,
    StatementRecords,
    StatusLists,
  ],
})
export class StatementsModule {}
