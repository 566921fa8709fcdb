import { DEFAULT_PRESET, POLICY_FAULTS, PRESETS, PRESET_NAMES, type Policy, dayAfter, dayStartsAt, policyFault, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';
import { AccountsService } from '../../identity/accounts.service.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import { CreditPolicy } from './credit-policy.entity.js';
import type { AdoptPolicyDto, PolicyDto, PolicyListDto, SavePolicyDto } from './policies.dto.js';
import { PoliciesService, STALE_MS } from './policies.service.js';

/** What a draft is called inside its rules until it is adopted. */
const DRAFT_VERSION = 'draft';

/** 学分规则 as administrators see them: drafts, and what is adopted from a date on. The past is never touched. */
@Injectable()
export class PolicyDraftsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly policies: PoliciesService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<PolicyListDto> {
    const rows = await this.dataSource.manager.find(CreditPolicy, { order: { fromDate: 'DESC', updatedAt: 'DESC', id: 'DESC' } });
    const drafts = rows.filter((row) => row.state === 'draft');
    const adopted = rows.filter((row) => row.state === 'adopted');
    return {
      items: [...(await this.describe([...drafts, ...adopted], adopted)), defaultPolicy(adopted.some((row) => row.fromDate! <= this.today()))],
      presets: PRESET_NAMES.map((preset) => ({ preset, rules: rulesOf(PRESETS[preset]) })),
      earliestFrom: this.earliestFrom(adopted[0]?.fromDate ?? null),
    };
  }

  /** @throws Problem not_found */
  async get(id: string): Promise<PolicyDto> {
    const row = await this.dataSource.manager.findOneBy(CreditPolicy, { id });
    if (!row) throw new Problem('not_found');
    const adopted = await this.dataSource.manager.find(CreditPolicy, { where: { fromDate: Not(IsNull()) }, order: { fromDate: 'DESC' } });
    const [described] = await this.describe([row], adopted);
    return described!;
  }

  /** The rules of a draft or of an adopted policy, to be tried. @throws Problem not_found */
  async policyOf(id: string): Promise<Policy> {
    const row = await this.dataSource.manager.findOneBy(CreditPolicy, { id });
    if (!row) throw new Problem('not_found');
    return row.policy;
  }

  /** @throws Problem invalid_input for parts that do not fit together */
  async create(accountId: string, { name, preset, rules }: SavePolicyDto): Promise<PolicyDto> {
    assertRuns(rules);
    const id = newId();
    const now = this.clock.date();
    const policy = { ...rules, version: DRAFT_VERSION };
    await this.dataSource.manager.insert(CreditPolicy, { id, version: null, name, preset, policy, state: 'draft', fromDate: null, note: null, createdBy: accountId, createdAt: now, updatedAt: now, adoptedBy: null, adoptedAt: null });
    return this.get(id);
  }

  /** @throws Problem not_found, policy_adopted, invalid_input */
  async change(id: string, { name, preset, rules }: SavePolicyDto): Promise<PolicyDto> {
    assertRuns(rules);
    const changed = await this.dataSource.manager.update(CreditPolicy, { id, state: 'draft' }, { name, preset, policy: { ...rules, version: DRAFT_VERSION }, updatedAt: this.clock.date() });
    if (changed.affected !== 1) await this.refuse(id);
    return this.get(id);
  }

  /** @throws Problem not_found, policy_adopted */
  async remove(id: string): Promise<void> {
    const removed = await this.dataSource.manager.delete(CreditPolicy, { id, state: 'draft' });
    if (removed.affected !== 1) await this.refuse(id);
  }

  /**
   * Puts a draft in force from a date to come. Adopted policies are locked, so that two adoptions see each other.
   * @throws Problem not_found, policy_adopted, policy_date_refused
   */
  async adopt(accountId: string, id: string, { fromDate, note }: AdoptPolicyDto): Promise<PolicyDto> {
    try {
      await inTransaction(this.dataSource, async (tx) => {
        const row = await tx.findOne(CreditPolicy, { where: { id }, lock: { mode: 'pessimistic_write' } });
        if (!row) throw new Problem('not_found');
        if (row.state !== 'draft') throw new Problem('policy_adopted');
        const [last] = await tx.find(CreditPolicy, { where: { fromDate: Not(IsNull()) }, order: { fromDate: 'DESC' }, take: 1, lock: { mode: 'pessimistic_write' } });
        const earliest = this.earliestFrom(last?.fromDate ?? null);
        if (fromDate < earliest) throw new Problem('policy_date_refused', [{ field: 'fromDate', message: `最早可以从 ${earliest} 启用` }]);
        const version = `policy-${fromDate}`;
        await tx.update(CreditPolicy, { id }, { state: 'adopted', version, fromDate, note, policy: { ...row.policy, version }, adoptedBy: accountId, adoptedAt: this.clock.date() });
        await this.audit.record(tx, { action: 'policy.adopt', by: accountId, on: { kind: 'policy', id }, reason: note, details: { version, fromDate } });
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('policy_date_refused');
      throw error;
    }
    await this.policies.reload();
    return this.get(id);
  }

  /** Tomorrow, or later: after what is adopted already, and late enough for every process to know of it before midnight. */
  private earliestFrom(lastFrom: string | null): string {
    const now = this.clock.now();
    const tomorrow = dayAfter(shanghaiDate(now));
    const earliest = dayStartsAt(tomorrow) - now > STALE_MS ? tomorrow : dayAfter(tomorrow);
    return lastFrom !== null && lastFrom >= earliest ? dayAfter(lastFrom) : earliest;
  }

  private today(): string {
    return shanghaiDate(this.clock.now());
  }

  private async refuse(id: string): Promise<never> {
    throw new Problem((await this.dataSource.manager.existsBy(CreditPolicy, { id })) ? 'policy_adopted' : 'not_found');
  }

  /** @param adopted the newest first */
  private async describe(rows: CreditPolicy[], adopted: CreditPolicy[]): Promise<PolicyDto[]> {
    const names = await this.accounts.displayNames([...new Set(rows.flatMap((row) => [row.createdBy, row.adoptedBy ?? []].flat()))]);
    const today = this.today();
    const inForce = adopted.find((row) => row.fromDate! <= today)?.id;
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      version: row.version,
      preset: row.preset as PolicyDto['preset'],
      rules: rulesOf(row.policy),
      state: row.fromDate === null ? 'draft' : row.fromDate > today ? 'coming' : row.id === inForce ? 'in_force' : 'past',
      fromDate: row.fromDate,
      note: row.note,
      createdBy: names.get(row.createdBy) ?? '',
      createdAt: row.createdAt.toISOString(),
      adoptedBy: row.adoptedBy && (names.get(row.adoptedBy) ?? ''),
      adoptedAt: row.adoptedAt?.toISOString() ?? null,
    }));
  }
}

function assertRuns(rules: SavePolicyDto['rules']): void {
  const fault = policyFault(rules);
  if (fault !== null) throw new Problem('invalid_input', [{ field: `rules.${POLICY_FAULTS[fault].field}`, message: POLICY_FAULTS[fault].zh }]);
}

function defaultPolicy(replaced: boolean): PolicyDto {
  const { version } = PRESETS[DEFAULT_PRESET];
  const nobody = { note: null, createdBy: null, createdAt: null, adoptedBy: null, adoptedAt: null };
  return { id: null, name: '默认规则', version, preset: DEFAULT_PRESET, rules: rulesOf(PRESETS[DEFAULT_PRESET]), state: replaced ? 'past' : 'in_force', fromDate: null, ...nobody };
}

function rulesOf({ lesson, dailyCapUnits, quiz, attendance, grant, targetCredits }: Policy): PolicyDto['rules'] {
  const rule = lesson.kind === 'tiers' ? { kind: lesson.kind, tiers: lesson.tiers.map((tier) => ({ ...tier })) } : { ...lesson };
  return { lesson: rule, dailyCapUnits, quiz: { ...quiz }, attendance: { ...attendance }, grant: { ...grant }, targetCredits };
}
