import { Module } from '@nestjs/common';
import { PoliciesController } from './policies.controller.js';
import { PolicyDraftsService } from './policy-drafts.service.js';
import { PolicyTimelineModule } from './policy-timeline.module.js';
import { PolicyTrialsService } from './policy-trials.service.js';
import { ScenarioTrialsService } from './scenario-trials.service.js';
import { RegionsModule } from '../../regions/regions.module.js';

/** 学分规则 for administrators: list, draft, try, adopt. */
@Module({
  imports: [PolicyTimelineModule, RegionsModule],
  controllers: [PoliciesController],
  providers: [PolicyDraftsService, PolicyTrialsService, ScenarioTrialsService],
})
export class PoliciesModule {}
