import { creditYear, formatCredits, isYearClosed } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import { AccountsService } from '../../identity/accounts.service.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import { OutboxService } from '../../platform/queue/outbox.service.js';
import { Closing, NOT_RUN, kindOf } from './closing.entity.js';
import type { ClosingDto } from './closings.dto.js';

/** Kinds that someone starts; the others follow from corrections. */
const STARTED = [{ kind: In(['final', 'preliminary', 'trial']) }, { kind: IsNull() }];
const LISTED = 50;

/** 年度结算 as administrators see it: start, progress, results. The work is ClosingRunner's. */
@Injectable()
export class ClosingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly outbox: OutboxService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Starts the closing of a year; while its books are open the statements are preliminary.
   * @param trial whether it only tells what a closing would change
   * @throws Problem invalid_input (a year to come), closing_running
   */
  async start(accountId: string, year: number, trial: boolean): Promise<ClosingDto> {
    const now = this.clock.now();
    if (year > creditYear(now)) throw new Problem('invalid_input', [{ field: 'year', message: '这一年还没有开始，请选择今年或以前的年份' }]);
    const preliminary = !isYearClosed(year, now);
    const id = newId();
    const kind = trial ? 'trial' : preliminary ? 'preliminary' : 'final';
    const closing: Closing = { ...NOT_RUN, id, kind, year, preliminary, state: 'queued', activeYear: year, total: 0, processed: 0, lastPersonId: null, startedBy: accountId, createdAt: new Date(now), heartbeatAt: null, finishedAt: null };
    try {
      await inTransaction(this.dataSource, async (tx) => {
        await tx.insert(Closing, closing);
        await this.outbox.add(tx, { queue: 'credits', name: 'closing', payload: { closingId: id } }, id);
        await this.audit.record(tx, { action: 'closing.start', by: accountId, on: { kind: 'closing', id }, details: { year, kind } });
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('closing_running');
      throw error;
    }
    return this.get(id);
  }

  /** Newest first. */
  async list(): Promise<ClosingDto[]> {
    return this.describe(await this.dataSource.manager.find(Closing, { where: STARTED, order: { createdAt: 'DESC', id: 'DESC' }, take: LISTED }));
  }

  /** @throws Problem not_found */
  async get(id: string): Promise<ClosingDto> {
    const [described] = await this.describe(await this.dataSource.manager.findBy(Closing, STARTED.map((started) => ({ id, ...started }))));
    if (!described) throw new Problem('not_found');
    return described;
  }

  private async describe(closings: Closing[]): Promise<ClosingDto[]> {
    const names = await this.accounts.displayNames([...new Set(closings.map((closing) => closing.startedBy))]);
    const shards = await this.shardsOf(closings.map(({ id }) => id));
    return closings.map((closing) => ({
      ...describe(closing),
      shards: shards.get(closing.id) ?? { total: 0, done: 0 },
      etaSeconds: etaOf(closing, this.clock.now()),
      startedBy: names.get(closing.startedBy) ?? '',
    }));
  }

  private async shardsOf(ids: string[]): Promise<Map<string, { total: number; done: number }>> {
    if (ids.length === 0) return new Map();
    const rows: { closing_id: string; total: number; done: number }[] = await this.dataSource.query(
      "SELECT closing_id, COUNT(*) AS total, CAST(SUM(state = 'done') AS SIGNED) AS done FROM closing_shard WHERE closing_id IN (?) GROUP BY closing_id",
      [ids],
    );
    return new Map(rows.map(({ closing_id, total, done }) => [closing_id, { total, done }]));
  }
}

function describe({ id, year, kind, preliminary, state, total, processed, difference, leaves, root, keyId, createdAt, finishedAt }: Closing): Omit<ClosingDto, 'shards' | 'etaSeconds' | 'startedBy'> {
  const done = state === 'done' ? difference : null;
  const statements = done ? done.added + done.changed + done.unchanged : 0;
  return {
    id,
    year,
    kind: kindOf({ kind, preliminary }) as ClosingDto['kind'],
    state,
    total,
    processed,
    statements,
    targetMet: done?.targetMetAfter ?? 0,
    meanCredits: meanCredits(done?.unitsAfter ?? 0, statements),
    leaves,
    // A run that made no statement signs an empty tree: nothing stands under it, and nobody should compare it with a paper.
    root: leaves ? root : null,
    keyId,
    difference: done && { ...done, creditsBefore: formatCredits(done.unitsBefore), creditsAfter: formatCredits(done.unitsAfter) },
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

/** The mean of units over persons as 学分, floored to 0.01; '0.00' of nobody. */
export function meanCredits(units: number, persons: number): string {
  return formatCredits(persons === 0 ? 0 : Math.trunc(units / persons));
}

/** Seconds that are left if it goes on as fast as until now. */
export function etaOf({ state, startedAt, processed, total }: Pick<Closing, 'state' | 'startedAt' | 'processed' | 'total'>, nowMs: number): number | null {
  if (state !== 'running' || !startedAt || processed === 0) return null;
  return Math.ceil(((nowMs - startedAt.getTime()) * (total - processed)) / processed / 1000);
}
