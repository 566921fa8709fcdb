import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { inTransaction, isDuplicate } from '../platform/database/transaction.js';
import type { CellFault, ImportColumn, ImportPass, RowOutcome } from './import-kind.js';
import type { ImportRun } from './import-run.entity.js';
import type { Layout, ReadRow } from './table-rows.js';

/** No more faults than these are kept of a table; all faulty rows are counted. */
export const KEPT_FAULTS = 20_000;
/** Another import may insert the same person between our looking and our inserting. */
const ATTEMPTS = 5;

/** Another run has taken the import up, or it was cancelled. */
export class Superseded extends Error {}

/** A piece of a table and all that judging it needs. */
export interface Batch {
  pass: ImportPass;
  layout: Layout;
  columns: readonly ImportColumn[];
  rows: ReadRow[];
}

/** Commits what a batch of rows does together with the place in the table. */
@Injectable()
export class BatchCommitter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws Superseded */
  async commit(run: ImportRun, batch: Batch): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await inTransaction(this.dataSource, (tx) => this.work(tx, run, batch));
      } catch (error) {
        if (attempt >= ATTEMPTS || !isDuplicate(error)) throw error;
      }
    }
  }

  private async work(tx: EntityManager, run: ImportRun, batch: Batch): Promise<void> {
    const [held]: { faults: number }[] = await tx.query(
      'SELECT (SELECT COUNT(*) FROM import_fault WHERE run_id = r.id) AS faults FROM import_run r WHERE r.id = ? AND r.fence = ? AND r.state = ? FOR UPDATE',
      [run.id, run.fence, run.state],
    );
    if (!held) throw new Superseded();
    const sound = batch.rows.filter((row) => row.faults.length === 0);
    const outcomes = sound.length === 0 ? [] : await batch.pass.work(tx, sound);
    const judged = new Map(sound.map((row, i) => [row, outcomes[i]!]));
    const counts = countsOf(batch.rows, judged);
    const atDesk = batch.rows.filter((row) => faultsOf(row, judged).some((fault) => fault.atDesk)).length;
    await this.keepFaults(tx, run.id, held.faults, batch, judged);
    await tx.query(
      `UPDATE import_run SET processed_rows = processed_rows + ?, created_rows = created_rows + ?, changed_rows = changed_rows + ?, unchanged_rows = unchanged_rows + ?,
              faulty_rows = faulty_rows + ?, at_desk_rows = at_desk_rows + ?, total_rows = GREATEST(total_rows, processed_rows), heartbeat_at = ? WHERE id = ?`,
      [batch.rows.length, counts.created, counts.changed, counts.unchanged, counts.faulty, atDesk, this.clock.date(), run.id],
    );
  }

  private async keepFaults(tx: EntityManager, runId: string, kept: number, { rows, layout, columns }: Batch, judged: ReadonlyMap<ReadRow, RowOutcome>): Promise<void> {
    const headings = new Map(columns.map(({ key, heading }) => [key, heading]));
    const found = rows.flatMap((row) => faultsOf(row, judged).map((fault) => ({ row, fault })));
    const values = found
      .slice(0, Math.max(0, KEPT_FAULTS - kept))
      .map(({ row, fault }, i) => [runId, kept + i + 1, row.line, layout.cellName(fault.column, row.line), headings.get(fault.column ?? '') ?? '', fault.message]);
    if (values.length > 0) await tx.query('INSERT INTO import_fault (run_id, position, line, cell, column_name, message) VALUES ?', [values]);
  }
}

function faultsOf(row: ReadRow, judged: ReadonlyMap<ReadRow, RowOutcome>): CellFault[] {
  const outcome = judged.get(row);
  return outcome?.effect === 'faulty' ? outcome.faults : row.faults;
}

function countsOf(rows: readonly ReadRow[], judged: ReadonlyMap<ReadRow, RowOutcome>): Record<RowOutcome['effect'], number> {
  const counts = { created: 0, changed: 0, unchanged: 0, faulty: 0 };
  for (const row of rows) counts[judged.get(row)?.effect ?? 'faulty']++;
  return counts;
}
