import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../platform/auth/access.js';
import { Returns } from '../platform/http/returns.js';
import { regionListSchema, regionQuery } from './regions.dto.js';
import { RegionsService } from './regions.service.js';

@Controller('regions')
export class RegionsController {
  constructor(private readonly regions: RegionsService) {}

  /** The regions directly under one; for the region picker of the registration. */
  @Get()
  @Public()
  @Returns(regionListSchema)
  async list(@Query({ schema: regionQuery }) query: z.infer<typeof regionQuery>) {
    return { items: await this.regions.childrenOf(query.parentId ?? null) };
  }
}
