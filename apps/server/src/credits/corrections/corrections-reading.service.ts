import { DEFAULT_PRESET, PRESETS, type Policy, formatCredits, grantApproved, yearOfDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { AccountsService } from '../../identity/accounts.service.js';
import { PersonsService } from '../../identity/persons.service.js';
import type { Principal } from '../../platform/auth/principal.js';
import { withinScope } from '../../platform/auth/scope.js';
import { Problem } from '../../platform/errors/problem.js';
import { CreditEntry } from '../credit-entry.entity.js';
import { titleOf } from '../evidence.js';
import { PoliciesService } from '../policies/policies.service.js';
import { CreditCorrection } from './credit-correction.entity.js';
import { CreditDocument } from './credit-document.entity.js';
import type { CorrectionDto, CorrectionLimitsDto, CorrectionPageDto, CorrectionsQuery } from './corrections.dto.js';

/** Reads corrections as staff see them, within their regions. */
@Injectable()
export class CorrectionsReading {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: PersonsService,
    private readonly accounts: AccountsService,
    private readonly policies: PoliciesService,
  ) {}

  /** The newest first; of those that wait the oldest. */
  async page(caller: Principal, { state, personId, page, pageSize }: CorrectionsQuery): Promise<CorrectionPageDto> {
    const scope = withinScope('region_path', caller.scope('credits.correct'));
    const conditions = [scope.sql, ...(state ? ['state = ?'] : []), ...(personId ? ['person_id = ?'] : [])].join(' AND ');
    const params = [...scope.params, ...(state ? [state] : []), ...(personId ? [personId] : [])];
    const [{ n }]: [{ n: number }] = await this.dataSource.query(`SELECT COUNT(*) AS n FROM credit_correction WHERE ${conditions}`, params);
    const order = state === 'waiting' ? 'ASC' : 'DESC';
    const rows: { id: string }[] = await this.dataSource.query(`SELECT id FROM credit_correction WHERE ${conditions} ORDER BY requested_at ${order}, id LIMIT ? OFFSET ?`, [...params, pageSize, (page - 1) * pageSize]);
    return { items: await this.describe(caller, rows.map((row) => row.id)), total: n, page, pageSize };
  }

  /** @throws Problem not_found outside of the caller's regions */
  async get(caller: Principal, id: string): Promise<CorrectionDto> {
    const scope = withinScope('region_path', caller.scope('credits.correct'));
    const rows: unknown[] = await this.dataSource.query(`SELECT 1 FROM credit_correction WHERE id = ? AND ${scope.sql}`, [id, ...scope.params]);
    const [described] = rows.length === 0 ? [] : await this.describe(caller, [id]);
    if (!described) throw new Problem('not_found');
    return described;
  }

  /** The limits of all policies that were adopted, and of what was in force before. */
  limits(): CorrectionLimitsDto {
    const periods = [{ from: null, policy: PRESETS[DEFAULT_PRESET] }, ...this.policies.periods()];
    return {
      items: periods.map(({ from, policy }) => {
        const { presencePercent, dailyCapUnits } = policy.attendance;
        return { from, secondAboveCredits: limitOf(policy), attendance: { presencePercent, dailyCredits: formatCredits(dailyCapUnits) } };
      }),
    };
  }

  /** How many wait for the caller: asked for by somebody else. */
  async countWaiting(caller: Principal): Promise<number> {
    const scope = withinScope('region_path', caller.scope('credits.approve'));
    const [row]: { n: number }[] = await this.dataSource.query(`SELECT COUNT(*) AS n FROM credit_correction WHERE state = 'waiting' AND requested_by <> ? AND ${scope.sql}`, [caller.accountId, ...scope.params]);
    return row?.n ?? 0;
  }

  /** Corrections that the caller may see, in the order of their ids. */
  async describe(caller: Principal, ids: string[]): Promise<CorrectionDto[]> {
    if (ids.length === 0) return [];
    const { manager } = this.dataSource;
    const rows = new Map((await manager.findBy(CreditCorrection, { id: In(ids) })).map((row) => [row.id, row]));
    const ordered = ids.flatMap((id) => rows.get(id) ?? []);
    const entries = new Map((await manager.findBy(CreditEntry, { id: In(ordered.flatMap((row) => row.entryId ?? [])) })).map((entry) => [entry.id, entry]));
    const documents = new Map((await manager.find(CreditDocument, { select: { id: true, name: true }, where: { id: In(ordered.flatMap((row) => row.documentId ?? [])) } })).map((row) => [row.id, row]));
    const names = await this.persons.maskedNames([...new Set(ordered.map((row) => row.personId))]);
    const accounts = await this.accounts.displayNames([...new Set(ordered.flatMap((row) => [row.requestedBy, row.decidedBy ?? []].flat()))]);
    return ordered.map((row) => {
      const entry = entries.get(row.entryId ?? '');
      const document = documents.get(row.documentId ?? '');
      const policy = this.policies.on(row.date);
      return {
        id: row.id,
        kind: row.kind,
        state: row.state,
        personId: row.personId,
        name: names.get(row.personId) ?? '',
        entry: entry ? { id: entry.id, kind: entry.kind, title: titleOf(entry.kind, entry.evidence), date: entry.date, credits: formatCredits(entry.units) } : null,
        units: row.units,
        credits: formatCredits(row.units),
        date: row.date,
        year: entry?.year ?? yearOfDate(row.date),
        title: row.title,
        reason: row.reason,
        document: document ? { id: document.id, name: document.name } : null,
        needsSecond: row.needsSecond,
        limitCredits: limitOf(policy),
        together: row.needsSecond && grantApproved(policy, Math.abs(row.units), 1),
        requestedBy: accounts.get(row.requestedBy) ?? '',
        requestedAt: row.requestedAt.toISOString(),
        decidedBy: row.decidedBy && (accounts.get(row.decidedBy) ?? ''),
        decidedAt: row.decidedAt?.toISOString() ?? null,
        decisionNote: row.decisionNote,
        mine: row.requestedBy === caller.accountId,
      };
    });
  }
}

function limitOf(policy: Policy): string {
  return formatCredits(policy.grant.secondApprovalAboveUnits);
}
