import { Module } from '@nestjs/common';
import { AuditRoots } from '../platform/audit/audit-roots.js';
import { RegionsModule } from '../regions/regions.module.js';
import { AuditEntriesRepository } from './audit-entries.repository.js';
import { AuditEntriesService } from './audit-entries.service.js';
import { AuditRootsService } from './audit-roots.service.js';
import { AuditController } from './audit.controller.js';

/** Shows the audit log; what records in it is platform/audit. */
@Module({ imports: [RegionsModule], controllers: [AuditController], providers: [AuditEntriesRepository, AuditEntriesService, AuditRoots, AuditRootsService] })
export class AuditReadingModule {}
