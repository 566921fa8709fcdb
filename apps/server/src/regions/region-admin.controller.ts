import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { nationalRegions } from './national-regions.js';
import {
  type NationalQuery,
  type NewRegionDto,
  type RegionChangeDto,
  type RegionClosingDto,
  type RegionMergeDto,
  type RegionMoveDto,
  type RegionSearchQuery,
  type RegionSplitDto,
  nationalListSchema,
  nationalQuery,
  newRegionSchema,
  regionChangeSchema,
  regionClosingSchema,
  regionDetailSchema,
  regionMergeSchema,
  regionMoveSchema,
  regionOutcomeSchema,
  regionSearchQuery,
  regionSearchSchema,
  regionSplitSchema,
} from './region-admin.dto.js';
import { RegionChangesService } from './region-changes.service.js';
import { RegionDetailService } from './region-detail.service.js';
import { RegionMergersService } from './region-mergers.service.js';

/** The regions below the caller's own. */
@Controller('regions')
export class RegionAdminController {
  constructor(
    private readonly detail: RegionDetailService,
    private readonly changes: RegionChangesService,
    private readonly mergers: RegionMergersService,
  ) {}

  /** Open regions of the caller's by name or code. */
  @Get('search')
  @Requires('regions.write')
  @Returns(regionSearchSchema)
  async search(@Caller() caller: Principal, @Query({ schema: regionSearchQuery }) query: RegionSearchQuery) {
    return { items: await this.detail.search(caller, query.q) };
  }

  /** The national list: provinces, their cities, their districts. */
  @Get('national')
  @Requires('regions.write')
  @Returns(nationalListSchema)
  national(@Query({ schema: nationalQuery }) query: NationalQuery) {
    return { items: nationalRegions(query.parentCode ?? null) };
  }

  /** A region with its history and what lies in it. */
  @Get(':id')
  @Requires('regions.write')
  @Returns(regionDetailSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.detail.of(caller, id);
  }

  @Post()
  @Requires('regions.write')
  @Returns(regionDetailSchema, 201)
  async create(@Caller() caller: Principal, @Body({ schema: newRegionSchema }) body: NewRegionDto) {
    return this.detail.of(caller, await this.changes.create(caller, body));
  }

  /** Another name or another code, from a date on; what is older keeps the old one. */
  @Patch(':id')
  @Requires('regions.write')
  @Returns(regionDetailSchema)
  async change(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: regionChangeSchema }) body: RegionChangeDto) {
    await this.changes.change(caller, id, body);
    return this.detail.of(caller, id);
  }

  /** Puts a region with all below it under another parent. */
  @Post(':id/move')
  @Requires('regions.write')
  @Returns(regionOutcomeSchema)
  move(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: regionMoveSchema }) body: RegionMoveDto) {
    return this.changes.move(caller, id, body);
  }

  /** Merges a region into another of its level and closes it. */
  @Post(':id/merge')
  @Requires('regions.write')
  @Returns(regionOutcomeSchema)
  merge(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: regionMergeSchema }) body: RegionMergeDto) {
    return this.mergers.merge(caller, id, body);
  }

  /** Makes new regions out of one. */
  @Post(':id/split')
  @Requires('regions.write')
  @Returns(regionOutcomeSchema)
  split(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: regionSplitSchema }) body: RegionSplitDto) {
    return this.mergers.split(caller, id, body);
  }

  /** Closes an empty region. */
  @Post(':id/closing')
  @Requires('regions.write')
  @Returns(regionDetailSchema)
  async close(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: regionClosingSchema }) body: RegionClosingDto) {
    await this.changes.close(caller, id, body);
    return this.detail.of(caller, id);
  }
}
