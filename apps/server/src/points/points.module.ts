import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { PersonsModule } from '../identity/persons.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { GroupsController } from './groups.controller.js';
import { GroupsService } from './groups.service.js';
import { MergedPoints } from './merged-points.service.js';
import { PointsController } from './points.controller.js';
import { PointsPersonalData } from './points-personal-data.js';
import { PointsService } from './points.service.js';
import { RankingsController } from './rankings.controller.js';
import { RankingsService } from './rankings.service.js';

/** 积分, 学习共同体, 排行榜. */
@Module({
  imports: [CatalogModule, OrganisationsModule, PersonsModule, RegionsModule],
  controllers: [PointsController, GroupsController, RankingsController],
  providers: [GroupsService, MergedPoints, PointsPersonalData, PointsService, RankingsService],
  exports: [MergedPoints, PointsService],
})
export class PointsModule {}
