import { Module } from '@nestjs/common';
import { OrganisationsModule } from '../../organisations/organisations.module.js';
import { RegionsModule } from '../../regions/regions.module.js';
import { RealNameModule } from '../real-name/real-name.module.js';
import { DeskController } from './desk.controller.js';
import { DeskLoginsService } from './desk-logins.service.js';
import { DeskMergeService } from './desk-merge.service.js';
import { DeskPersons } from './desk-persons.js';
import { DeskRegistrationService } from './desk-registration.service.js';
import { DeskResidentsService } from './desk-residents.service.js';
import { LearnerDetailService } from './learner-detail.service.js';

/** 服务窗口. */
@Module({
  imports: [OrganisationsModule, RealNameModule, RegionsModule],
  controllers: [DeskController],
  providers: [DeskLoginsService, DeskMergeService, DeskPersons, DeskRegistrationService, DeskResidentsService, LearnerDetailService],
})
export class DeskModule {}
