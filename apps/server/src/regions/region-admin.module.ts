import { Module } from '@nestjs/common';
import { RegionAdminController } from './region-admin.controller.js';
import { RegionChangesService } from './region-changes.service.js';
import { RegionDetailService } from './region-detail.service.js';
import { RegionMergersService } from './region-mergers.service.js';
import { RegionReach } from './region-reach.service.js';
import { RegionsModule } from './regions.module.js';

/** Changing the tree; a module of its own, because it asks identity what hangs on regions. */
@Module({ imports: [RegionsModule], controllers: [RegionAdminController], providers: [RegionReach, RegionDetailService, RegionChangesService, RegionMergersService] })
export class RegionAdminModule {}
