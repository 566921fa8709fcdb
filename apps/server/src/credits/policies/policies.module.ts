import { Module } from '@nestjs/common';
import { PoliciesController } from './policies.controller.js';
import { PolicyDraftsService } from './policy-drafts.service.js';
import { PolicyTimelineModule } from './policy-timeline.module.js';
import { ScenarioTrialsService } from './scenario-trials.service.js';

/** 学分规则 for administrators: list, draft, try, adopt. */
@Module({
  imports: [PolicyTimelineModule],
  controllers: [PoliciesController],
  providers: [PolicyDraftsService, ScenarioTrialsService],
})
export class PoliciesModule {}
