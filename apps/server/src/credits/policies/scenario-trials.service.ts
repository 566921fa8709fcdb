import { type Policy, formatCredits } from '@xuexi/domain';
import { type ReplayResult, type Scenario, ScenarioFault, parseScenario, replay } from '@xuexi/domain/replay';
import { Injectable } from '@nestjs/common';
import { Problem } from '../../platform/errors/problem.js';
import type { ScenarioDto, ScenarioResultDto } from './policies.dto.js';
import { PolicyDraftsService } from './policy-drafts.service.js';

/** More events than this would hold the api up. */
const MAX_EVENTS = 5_000;

/** Tries a policy on a scenario (scenario-format.md), with the same rules that value real learning. */
@Injectable()
export class ScenarioTrialsService {
  constructor(private readonly drafts: PolicyDraftsService) {}

  /**
   * Runs a scenario under a policy instead of its own; the totals also say what its own policy gives.
   * @throws Problem not_found, invalid_input with the path of the fault
   */
  async run(policyId: string, input: ScenarioDto): Promise<ScenarioResultDto> {
    const policy = await this.drafts.policyOf(policyId);
    try {
      const scenario = parseScenario(input);
      if (scenario.events.length > MAX_EVENTS) throw new ScenarioFault('$.events', `最多 ${MAX_EVENTS} 个事件`);
      return describe(replay(under(scenario, policy)), replay(scenario));
    } catch (error) {
      if (error instanceof ScenarioFault) throw new Problem('invalid_input', [{ field: error.path, message: error.reason }]);
      throw error;
    }
  }
}

function under(scenario: Scenario, { version, ...rules }: Policy): Scenario {
  const lesson = rules.lesson.kind === 'tiers' ? { ...rules.lesson, tiers: rules.lesson.tiers.map((tier) => ({ ...tier })) } : rules.lesson;
  return { ...scenario, policy: { preset: 'standard-2026', overrides: { version, ...rules, lesson } } };
}

function describe(tried: ReplayResult, own: ReplayResult): ScenarioResultDto {
  const before = new Map(own.totals.map((total) => [`${total.person} ${total.year}`, total.units]));
  return {
    completions: tried.completions,
    entries: tried.entries.map((entry) => ({ ...entry, credits: formatCredits(entry.units) })),
    totals: tried.totals.map((total) => ({ ...total, unitsBefore: before.get(`${total.person} ${total.year}`) ?? null })),
    refused: tried.refused.map(({ at, type, why, seconds }) => ({ at, type, why, seconds: typeof seconds === 'number' ? seconds : null })),
  };
}
