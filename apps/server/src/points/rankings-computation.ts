import { type RankingBoard, creditYear } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { COUNTS_IN_YEAR, countingIn } from '../identity/counting.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { RankingRun } from './ranking-run.entity.js';

/** How long rankings stand before they are computed again. */
const EVERY_MS = 10 * 60_000;

/** A home and the two levels above it, the furthest from which there is a street. */
const HOMES = 'JOIN region r0 ON r0.id = p.region_id LEFT JOIN region r1 ON r1.id = r0.parent_id LEFT JOIN region r2 ON r2.id = r1.parent_id';
const ofLevel = (level: 'community' | 'street') => `CASE '${level}' WHEN r0.level THEN r0.id WHEN r1.level THEN r1.id WHEN r2.level THEN r2.id END`;

/** How a row `p` of persons leads to the boards that the person belongs to now. */
const BELONGING: Record<RankingBoard, { join: string; id: string }> = {
  community: { join: HOMES, id: ofLevel('community') },
  street: { join: HOMES, id: ofLevel('street') },
  organisation: { join: '', id: 'p.organisation_id' },
  group: { join: 'JOIN learning_group_member m ON m.person_id = p.id JOIN learning_group g ON g.id = m.group_id AND g.closed_at IS NULL', id: 'g.id' },
};

/**
 * Computes rankings: a read model of persons and ledger like the reports (docs/adr/0003-reports-read-model.md), which
 * writes neither. In it is who lives here, whose entries of the year count (credit-rules.md 12) and are more than
 * nothing, and who has not opted out.
 */
@Injectable()
export class RankingsComputation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Computes all boards of a kind, if they are due; harmless to repeat, and done by one worker of several. */
  async compute(board: RankingBoard): Promise<void> {
    if (!(await this.isDue(board))) return;
    await this.dataSource.query('INSERT IGNORE INTO ranking_run (board, as_of) VALUES (?, ?)', [board, NEVER]);
    await inTransaction(this.dataSource, async (tx) => {
      const asOf = this.clock.date();
      const run = await tx.findOneOrFail(RankingRun, { where: { board }, lock: { mode: 'pessimistic_write' } });
      if (!isDue(run, asOf)) return;
      const year = creditYear(asOf.getTime());
      const { sql, params } = source(board, year);
      // What stands as it stood is not written again.
      await tx.query(
        `INSERT INTO ranking_row (board, year, person_id, place, units)
           SELECT s.board, ?, s.person_id, RANK() OVER (PARTITION BY s.board ORDER BY s.units DESC), s.units FROM (${sql}) AS s
             ON DUPLICATE KEY UPDATE place = VALUES(place), units = VALUES(units)`,
        [year, ...params],
      );
      await tx.query(`DELETE r FROM ranking_row r LEFT JOIN (${sql}) AS s ON s.board = r.board AND s.person_id = r.person_id WHERE r.board LIKE ? AND (s.person_id IS NULL OR r.year <> ?)`, [
        ...params,
        `${board}:%`,
        year,
      ]);
      await tx.update(RankingRun, { board }, { asOf });
    });
  }

  private async isDue(board: RankingBoard): Promise<boolean> {
    const run = await this.dataSource.manager.findOneBy(RankingRun, { board });
    return run === null || isDue(run, this.clock.date());
  }
}

const NEVER = new Date(0);

function isDue({ asOf }: RankingRun, now: Date): boolean {
  return now.getTime() - asOf.getTime() >= EVERY_MS;
}

/** Who stands with how many units on which board. */
function source(board: RankingBoard, year: number): { sql: string; params: unknown[] } {
  const { join, id } = BELONGING[board];
  return {
    sql: `SELECT CONCAT(?, ${id}) AS board, p.id AS person_id, t.units
            FROM (SELECT person_id, SUM(units) AS units FROM credit_entry WHERE year = ? GROUP BY person_id HAVING SUM(units) > 0) AS t
            JOIN person p ON p.id = t.person_id ${join}
            LEFT JOIN ranking_opt_out o ON o.person_id = p.id
           WHERE p.state = 'active' AND ${COUNTS_IN_YEAR} AND o.person_id IS NULL AND ${id} IS NOT NULL`,
    params: [`${board}:`, year, ...countingIn(year)],
  };
}
