import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../platform/http/returns.js';
import { type RankingQuery, optOutSchema, rankingQuery, rankingSchema } from './rankings.dto.js';
import { RankingsService } from './rankings.service.js';

/** 排行榜 of this year's credits. */
@Controller()
export class RankingsController {
  constructor(private readonly rankings: RankingsService) {}

  /** One of the boards that the caller belongs to. */
  @Get('rankings')
  @Requires('points.own')
  @Returns(rankingSchema)
  of(@Caller() caller: Principal, @Query({ schema: rankingQuery }) query: RankingQuery) {
    return this.rankings.of(caller, query);
  }

  @Put('my/ranking-opt-out')
  @Requires('points.own')
  @ReturnsNothing()
  async optOut(@Caller() caller: Principal, @Body({ schema: optOutSchema }) { optedOut }: z.infer<typeof optOutSchema>): Promise<void> {
    await this.rankings.optOut(caller, optedOut);
  }
}
