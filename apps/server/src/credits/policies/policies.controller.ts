import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { Caller, Confirmed, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import {
  type AdoptPolicyDto,
  type SavePolicyDto,
  type ScenarioDto,
  type StartTrialDto,
  type TriedPersonsQuery,
  adoptPolicySchema,
  policyListSchema,
  policySchema,
  policyTrialListSchema,
  policyTrialSchema,
  savePolicySchema,
  scenarioResultSchema,
  scenarioSchema,
  startTrialSchema,
  triedPersonsQuery,
  triedPersonsSchema,
} from './policies.dto.js';
import { PolicyDraftsService } from './policy-drafts.service.js';
import { PolicyTrialsService } from './policy-trials.service.js';
import { ScenarioTrialsService } from './scenario-trials.service.js';

/** 学分规则: what is in force, drafts, adopting from a date to come. */
@Controller('policies')
export class PoliciesController {
  constructor(
    private readonly drafts: PolicyDraftsService,
    private readonly scenarios: ScenarioTrialsService,
    private readonly trials: PolicyTrialsService,
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

  @Get(':id/trials')
  @Requires('policy.write')
  @Returns(policyTrialListSchema)
  async trialsOf(@Param({ schema: idParams }) { id }: { id: string }) {
    return { items: await this.trials.list(id) };
  }

  /** 试算 on the evidence of a year; the worker does it. */
  @Post(':id/trials')
  @Requires('policy.write')
  @Returns(policyTrialSchema, 202)
  startTrial(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: startTrialSchema }) { year }: StartTrialDto) {
    return this.trials.start(caller.accountId, id, year);
  }

  @Get('trials/:id')
  @Requires('policy.write')
  @Returns(policyTrialSchema)
  trial(@Param({ schema: idParams }) { id }: { id: string }) {
    return this.trials.get(id);
  }

  @Get('trials/:id/persons')
  @Requires('policy.write')
  @Returns(triedPersonsSchema)
  changed(@Param({ schema: idParams }) { id }: { id: string }, @Query({ schema: triedPersonsQuery }) query: TriedPersonsQuery) {
    return this.trials.changed(id, query);
  }
}
