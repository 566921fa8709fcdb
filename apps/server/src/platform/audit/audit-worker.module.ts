import { Module } from '@nestjs/common';
import { AuditRoots } from './audit-roots.js';
import { AuditSweeper } from './audit.sweeper.js';

/** What the worker does for the audit log: signs its days and anchors them outside of the database. */
@Module({ providers: [AuditRoots, AuditSweeper] })
export class AuditWorkerModule {}
