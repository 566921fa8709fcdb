import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { Caller, Confirmed, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { type AdoptPolicyDto, type SavePolicyDto, type ScenarioDto, adoptPolicySchema, policyListSchema, policySchema, savePolicySchema, scenarioResultSchema, scenarioSchema } from './policies.dto.js';
import { PolicyDraftsService } from './policy-drafts.service.js';
import { ScenarioTrialsService } from './scenario-trials.service.js';

/** 学分规则: what is in force, drafts, adopting from a date to come. */
@Controller('policies')
export class PoliciesController {
  constructor(
    private readonly drafts: PolicyDraftsService,
    private readonly scenarios: ScenarioTrialsService,
  ) {}

  @Get()
  @Requires('policy.read')
  @Returns(policyListSchema)
  list() {
    return this.drafts.list();
  }

  @Post()
  @Requires('policy.write')
  @Returns(policySchema, 201)
  create(@Caller() caller: Principal, @Body({ schema: savePolicySchema }) body: SavePolicyDto) {
    return this.drafts.create(caller.accountId, body);
  }

  @Get(':id')
  @Requires('policy.read')
  @Returns(policySchema)
  get(@Param({ schema: idParams }) { id }: { id: string }) {
    return this.drafts.get(id);
  }

  @Put(':id')
  @Requires('policy.write')
  @Returns(policySchema)
  change(@Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: savePolicySchema }) body: SavePolicyDto) {
    return this.drafts.change(id, body);
  }

  @Delete(':id')
  @Requires('policy.write')
  @ReturnsNothing()
  async remove(@Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.drafts.remove(id);
  }

  /** Puts a draft in force from a date to come; never for the past. */
  @Post(':id/adoption')
  @Requires('policy.adopt')
  @Confirmed()
  @Returns(policySchema)
  adopt(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: adoptPolicySchema }) body: AdoptPolicyDto) {
    return this.drafts.adopt(caller.accountId, id, body);
  }

  /** 试算: runs a scenario under the policy. Nothing is stored. */
  @Post(':id/scenario')
  @Requires('policy.write')
  @Returns(scenarioResultSchema)
  tryScenario(@Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: scenarioSchema }) body: ScenarioDto) {
    return this.scenarios.run(id, body);
  }
}
