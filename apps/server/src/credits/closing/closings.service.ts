import { creditYear, isYearClosed } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountsService } from '../../identity/accounts.service.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import { OutboxService } from '../../platform/queue/outbox.service.js';
import { Closing, NOT_RUN } from './closing.entity.js';
import type { ClosingDto } from '../credits.dto.js';

/** 年度结算 as administrators see it: start, progress, results. The work is ClosingRunner's. */
@Injectable()
export class ClosingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  /**
   * Starts the closing of a year; while its books are open the statements are preliminary.
   * @throws Problem invalid_input (a year to come), closing_running
   */
  async start(accountId: string, year: number): Promise<ClosingDto> {
    const now = this.clock.now();
    if (year > creditYear(now)) throw new Problem('invalid_input', [{ field: 'year', message: '这一年还没有开始，请选择今年或以前的年份' }]);
    const preliminary = !isYearClosed(year, now);
    const closing: Closing = {
      ...NOT_RUN,
      id: newId(),
      kind: preliminary ? 'preliminary' : 'final',
      year,
      preliminary,
      state: 'queued',
      activeYear: year,
      total: 0,
      processed: 0,
      lastPersonId: null,
      startedBy: accountId,
      createdAt: new Date(now),
      heartbeatAt: null,
      finishedAt: null,
    };
    try {
      await inTransaction(this.dataSource, async (tx) => {
        await tx.insert(Closing, closing);
        await this.outbox.add(tx, { queue: 'credits', name: 'closing', payload: { closingId: closing.id } }, closing.id);
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('closing_running');
      throw error;
    }
    return this.get(closing.id);
  }

  async list(): Promise<ClosingDto[]> {
    return this.describe(await this.dataSource.manager.find(Closing, { order: { createdAt: 'DESC' }, take: 50 }));
  }

  /** @throws Problem not_found */
  async get(id: string): Promise<ClosingDto> {
    const [described] = await this.describe(await this.dataSource.manager.findBy(Closing, { id }));
    if (!described) throw new Problem('not_found');
    return described;
  }

  private async describe(closings: Closing[]): Promise<ClosingDto[]> {
    const names = await this.accounts.displayNames([...new Set(closings.map((closing) => closing.startedBy))]);
    const results = await this.resultsOf([...new Set(closings.map((closing) => closing.year))]);
    return closings.map((closing) => {
      const result = results.get(`${closing.year}|${closing.preliminary ? 'preliminary' : 'valid'}`);
      return {
        id: closing.id,
        year: closing.year,
        preliminary: closing.preliminary,
        state: closing.state,
        total: closing.total,
        processed: closing.processed,
        statements: result?.statements ?? 0,
        targetMet: result?.target_met ?? 0,
        startedBy: names.get(closing.startedBy) ?? '',
        createdAt: closing.createdAt.toISOString(),
        finishedAt: closing.finishedAt?.toISOString() ?? null,
      };
    });
  }

  /** Statements in force by year and status. */
  private async resultsOf(years: number[]): Promise<Map<string, { statements: number; target_met: number }>> {
    if (years.length === 0) return new Map();
    const rows: { year: number; status: string; statements: number; target_met: number }[] = await this.dataSource.query(
      "SELECT year, status, COUNT(*) AS statements, CAST(SUM(target_met) AS SIGNED) AS target_met FROM statement WHERE year IN (?) AND status <> 'revoked' GROUP BY year, status",
      [years],
    );
    return new Map(rows.map((row) => [`${row.year}|${row.status}`, row]));
  }
}
