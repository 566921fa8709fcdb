import { creditYear, formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountsService } from '../../identity/accounts.service.js';
import { PersonsService } from '../../identity/persons.service.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import { OutboxService } from '../../platform/queue/outbox.service.js';
import { RegionsService } from '../../regions/regions.service.js';
import { CreditPolicy } from './credit-policy.entity.js';
import type { PolicyTrialDto, TriedPersonsDto, TriedPersonsQuery } from './policies.dto.js';
import { PolicyTrial } from './policy-trial.entity.js';

const SHOWN = 20;
const PAGE_SIZE = 20;

/** 试算 of a policy on the real evidence of a year, as administrators see it. The work is PolicyTrialRunner's. */
@Injectable()
export class PolicyTrialsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly persons: PersonsService,
    private readonly regions: RegionsService,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  async list(policyId: string): Promise<PolicyTrialDto[]> {
    const trials = await this.dataSource.manager.find(PolicyTrial, { where: { policyId }, order: { createdAt: 'DESC', id: 'DESC' }, take: SHOWN });
    return Promise.all(trials.map((trial) => this.describe(trial)));
  }

  /** @throws Problem not_found */
  async get(id: string): Promise<PolicyTrialDto> {
    return this.describe(await this.trial(id));
  }

  /** @throws Problem not_found, invalid_input (a year to come), trial_running */
  async start(accountId: string, policyId: string, year: number): Promise<PolicyTrialDto> {
    if (year > creditYear(this.clock.now())) throw new Problem('invalid_input', [{ field: 'year', message: '这一年还没有开始，请选择今年或以前的年份' }]);
    const id = newId();
    await inTransaction(this.dataSource, async (tx) => {
      const policy = await tx.findOne(CreditPolicy, { where: { id: policyId }, lock: { mode: 'pessimistic_write' } });
      if (!policy) throw new Problem('not_found');
      const running = await tx.existsBy(PolicyTrial, [
        { policyId, state: 'queued' },
        { policyId, state: 'running' },
      ]);
      if (running) throw new Problem('trial_running');
      const now = this.clock.date();
      await tx.insert(PolicyTrial, { id, policyId, policy: policy.policy, year, state: 'queued', total: 0, processed: 0, lastPersonId: null, result: null, startedBy: accountId, createdAt: now, heartbeatAt: null, finishedAt: null });
      await this.outbox.add(tx, { queue: 'creditsLong', name: 'policy-trial', payload: { trialId: id } }, id);
    });
    return this.get(id);
  }

  /** Who would gain or lose, the most first. @throws Problem not_found */
  async changed(id: string, { change, page }: TriedPersonsQuery): Promise<TriedPersonsDto> {
    await this.trial(id);
    const condition = change === 'gaining' ? 'after_units > before_units' : 'after_units < before_units';
    const [{ n }]: [{ n: number }] = await this.dataSource.query(`SELECT COUNT(*) AS n FROM policy_trial_row WHERE trial_id = ? AND ${condition}`, [id]);
    const rows: { person_id: string; before_units: number; after_units: number }[] = await this.dataSource.query(
      `SELECT person_id, before_units, after_units FROM policy_trial_row WHERE trial_id = ? AND ${condition} ORDER BY ABS(after_units - before_units) DESC, person_id LIMIT ? OFFSET ?`,
      [id, PAGE_SIZE, (page - 1) * PAGE_SIZE],
    );
    const names = await this.persons.maskedNames(rows.map((row) => row.person_id));
    return {
      items: rows.map(({ person_id: personId, before_units: unitsBefore, after_units: unitsAfter }) => ({
        personId,
        name: names.get(personId) ?? '',
        unitsBefore,
        creditsBefore: formatCredits(unitsBefore),
        unitsAfter,
        creditsAfter: formatCredits(unitsAfter),
      })),
      total: n,
      page,
      pageSize: PAGE_SIZE,
    };
  }

  private async trial(id: string): Promise<PolicyTrial> {
    const trial = await this.dataSource.manager.findOneBy(PolicyTrial, { id });
    if (!trial) throw new Problem('not_found');
    return trial;
  }

  private async describe(trial: PolicyTrial): Promise<PolicyTrialDto> {
    const { id, policyId, year, state, total, processed, createdAt, finishedAt } = trial;
    const names = await this.accounts.displayNames([trial.startedBy]);
    return {
      id,
      policyId,
      year,
      state,
      total,
      processed,
      result: state === 'done' && trial.result ? await this.named(trial.result) : null,
      startedBy: names.get(trial.startedBy) ?? '',
      createdAt: createdAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
    };
  }

  /** Regions by their names of today, the higher ones first. */
  private async named({ total, regions }: NonNullable<PolicyTrial['result']>): Promise<NonNullable<PolicyTrialDto['result']>> {
    const places = new Map((await this.regions.byIds(regions.flatMap(({ regionId }) => regionId ?? []))).map((region) => [region.id, region]));
    const named = regions.map((sums) => ({ sums, region: places.get(sums.regionId ?? '') }));
    named.sort((a, b) => (a.region?.path.length ?? 0) - (b.region?.path.length ?? 0) || (a.region?.code ?? '').localeCompare(b.region?.code ?? ''));
    return { total: { ...total, parentId: null }, regions: named.map(({ sums, region }) => ({ ...sums, parentId: region?.parentId ?? null, name: region?.name ?? '' })) };
  }
}
