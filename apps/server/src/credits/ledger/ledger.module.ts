import { Module } from '@nestjs/common';
import { CreditSigningModule } from '../credit-signing.module.js';
import { CreditRootsService } from './credit-roots.service.js';
import { LedgerAuditService } from './ledger-audit.service.js';
import { LedgerController } from './ledger.controller.js';

/** Shows what shows whether the ledger was changed. */
@Module({ imports: [CreditSigningModule], controllers: [LedgerController], providers: [CreditRootsService, LedgerAuditService] })
export class LedgerModule {}
