import { Controller, Get, Query } from '@nestjs/common';
import { Caller, Public, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { AuditEntriesService } from './audit-entries.service.js';
import { AuditRootsService } from './audit-roots.service.js';
import { type AuditQuery, type AuditRootQuery, auditPageSchema, auditQuery, auditRootListSchema, auditRootQuery } from './audit.dto.js';

/** 操作记录: who did what to whom, and the signed roots by which anyone can tell whether it was changed. */
@Controller()
export class AuditController {
  constructor(
    private readonly entries: AuditEntriesService,
    private readonly roots: AuditRootsService,
  ) {}

  @Get('audit')
  @Requires('audit.read')
  @Returns(auditPageSchema)
  search(@Caller() caller: Principal, @Query({ schema: auditQuery }) query: AuditQuery) {
    return this.entries.search(caller, query);
  }

  @Get('audit-roots')
  @Public()
  @Returns(auditRootListSchema)
  listRoots(@Query({ schema: auditRootQuery }) query: AuditRootQuery) {
    return this.roots.list(query);
  }
}
