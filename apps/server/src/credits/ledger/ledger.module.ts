import { Module } from '@nestjs/common';
import { CreditSigning } from '../credit-signing.js';
import { CreditRootsService } from './credit-roots.service.js';
import { LedgerAuditService } from './ledger-audit.service.js';
import { LedgerController } from './ledger.controller.js';

/** Shows what shows whether the ledger was changed. */
@Module({ controllers: [LedgerController], providers: [CreditRootsService, CreditSigning, LedgerAuditService] })
export class LedgerModule {}
