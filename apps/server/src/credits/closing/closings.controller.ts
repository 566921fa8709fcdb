import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Caller, Confirmed, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { ClosingResults } from './closing-results.service.js';
import {
  type ClosingChangesQuery,
  type StartClosingDto,
  closingChangesQuery,
  closingChangesSchema,
  closingListSchema,
  closingRegionsQuery,
  closingRegionsSchema,
  closingSchema,
  startClosingSchema,
} from './closings.dto.js';
import { ClosingsService } from './closings.service.js';

/** 年度结算: starts the job, shows how far it is, and what came of it. */
@Controller('closings')
export class ClosingsController {
  constructor(
    private readonly closings: ClosingsService,
    private readonly results: ClosingResults,
  ) {}

  @Get()
  @Requires('closing.read')
  @Returns(closingListSchema)
  async list() {
    return { items: await this.closings.list() };
  }

  @Post()
  @Requires('closing.run')
  @Confirmed()
  @Returns(closingSchema, 201)
  start(@Caller() caller: Principal, @Body({ schema: startClosingSchema }) body: StartClosingDto) {
    return this.closings.start(caller.accountId, body.year, body.trial);
  }

  @Get(':id')
  @Requires('closing.read')
  @Returns(closingSchema)
  get(@Param({ schema: idParams }) { id }: { id: string }) {
    return this.closings.get(id);
  }

  @Get(':id/changes')
  @Requires('closing.read')
  @Returns(closingChangesSchema)
  changes(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Query({ schema: closingChangesQuery }) query: ClosingChangesQuery) {
    return this.results.changes(caller, id, query);
  }

  @Get(':id/regions')
  @Requires('closing.read')
  @Returns(closingRegionsSchema)
  regions(@Param({ schema: idParams }) { id }: { id: string }, @Query({ schema: closingRegionsQuery }) { regionId }: { regionId?: string }) {
    return this.results.byRegion(id, regionId);
  }
}
