import { Module } from '@nestjs/common';
import { RegionHistoryService } from './region-history.service.js';
import { RegionTree } from './region-tree.service.js';
import { RegionsController } from './regions.controller.js';
import { RegionsRepository } from './regions.repository.js';
import { RegionsService } from './regions.service.js';

/** The tree of regions and what it was. */
@Module({
  controllers: [RegionsController],
  providers: [RegionsService, RegionsRepository, RegionHistoryService, RegionTree],
  exports: [RegionsService, RegionsRepository, RegionHistoryService, RegionTree],
})
export class RegionsModule {}
