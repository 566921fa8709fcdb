import { Module } from '@nestjs/common';
import { RegionsModule } from '../regions/regions.module.js';
import { OrganisationLookup } from './organisation-lookup.service.js';
import { OrganisationsController } from './organisations.controller.js';
import { OrganisationsRepository } from './organisations.repository.js';
import { OrganisationsService } from './organisations.service.js';

/** 单位 beside regions. */
@Module({
  imports: [RegionsModule],
  controllers: [OrganisationsController],
  providers: [OrganisationLookup, OrganisationsRepository, OrganisationsService],
  exports: [OrganisationLookup, OrganisationsService],
})
export class OrganisationsModule {}
