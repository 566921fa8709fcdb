import { Module } from '@nestjs/common';
import { CreditSigningModule } from '../credit-signing.module.js';
import { CreditRootsService } from './credit-roots.service.js';
import { LedgerSweeper } from './ledger.sweeper.js';
import { ReconciliationRunner } from './reconciliation-runner.js';
import { ReconciliationSweeper } from './reconciliation.sweeper.js';

/** What the worker does for the ledger: signs and anchors its days, and reconciles it every night. */
@Module({ imports: [CreditSigningModule], providers: [CreditRootsService, LedgerSweeper, ReconciliationRunner, ReconciliationSweeper] })
export class LedgerWorkerModule {}
