import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import type { Kms } from './kms.js';

const PAGE = 200;

/** A column of wrapped data keys in a table with `id`. */
export interface WrappedColumn {
  table: string;
  column: string;
  /** For whom the key of a row is wrapped. */
  ownerOf: (id: string) => string;
}

/** What came of wrapping data keys anew. */
export interface Rewrapped {
  rewrapped: number;
  /** Rows that could not be unwrapped: damaged, or their master key is missing. */
  unreadable: number;
  /** Rows by the id of the master key that they need now. */
  needs: Map<number, number>;
}

interface Wrapped {
  id: string;
  dataKey: Buffer;
}

/**
 * Wraps every data key under the newest master key, while api and worker go on. A row is changed only from what was
 * read, so nothing that another process writes meanwhile is lost; interrupted, it goes on where it is run again.
 */
export class KeyRotation {
  private readonly logger = new Logger(KeyRotation.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly kms: Kms,
    private readonly columns: readonly WrappedColumn[],
  ) {}

  /** @param say hears how many are done after each page */
  async rewrap(say: (rewrapped: number) => void = () => undefined): Promise<Rewrapped> {
    const total = { rewrapped: 0, unreadable: 0 };
    for (const column of this.columns) {
      // What a process wrapped before it learned of the new key may be committed behind this pass, so there is another one.
      for (let pass = { rewrapped: 1, unreadable: 0 }; pass.rewrapped > 0; ) {
        pass = await this.pass(column, (done) => say(total.rewrapped + done));
        total.rewrapped += pass.rewrapped;
        if (pass.rewrapped === 0) total.unreadable += pass.unreadable;
      }
    }
    return { ...total, needs: await this.needs() };
  }

  /** Rows by the id of the master key that they need. */
  async needs(): Promise<Map<number, number>> {
    const needs = new Map<number, number>();
    for (const { table, column } of this.columns) {
      // The third byte of what is wrapped is the id of its key (seal.ts).
      const rows: { keyId: number; n: number }[] = await this.dataSource.query(
        `SELECT ORD(SUBSTRING(${column}, 3, 1)) AS keyId, COUNT(*) AS n FROM ${table} WHERE ${column} IS NOT NULL GROUP BY keyId ORDER BY keyId`,
      );
      for (const { keyId, n } of rows) needs.set(keyId, (needs.get(keyId) ?? 0) + n);
    }
    return needs;
  }

  private async pass(of: WrappedColumn, say: (rewrapped: number) => void): Promise<{ rewrapped: number; unreadable: number }> {
    let [rewrapped, unreadable, after] = [0, 0, ''];
    for (;;) {
      const page: Wrapped[] = await this.dataSource.query(`SELECT id, ${of.column} AS dataKey FROM ${of.table} WHERE id > ? AND ${of.column} IS NOT NULL ORDER BY id LIMIT ?`, [after, PAGE]);
      const changes = await this.changesOf(of, page.filter(({ dataKey }) => !this.kms.isCurrent(dataKey)));
      unreadable += changes.unreadable;
      rewrapped += await this.store(of, changes.rows);
      if (changes.rows.length > 0) say(rewrapped);
      if (page.length < PAGE) return { rewrapped, unreadable };
      after = page.at(-1)!.id;
    }
  }

  private async changesOf({ table, ownerOf }: WrappedColumn, old: readonly Wrapped[]): Promise<{ rows: (Wrapped & { becomes: Buffer })[]; unreadable: number }> {
    const rows = await Promise.all(
      old.map(async ({ id, dataKey }) => {
        try {
          return [{ id, dataKey, becomes: await this.kms.wrap(await this.kms.unwrap(dataKey, ownerOf(id)), ownerOf(id)) }];
        } catch (error) {
          this.logger.error({ table, id, err: error }, 'a data key cannot be unwrapped');
          return [];
        }
      }),
    );
    const found = rows.flat();
    return { rows: found, unreadable: old.length - found.length };
  }

  /** @returns how many were still what had been read */
  private async store({ table, column }: WrappedColumn, rows: readonly (Wrapped & { becomes: Buffer })[]): Promise<number> {
    if (rows.length === 0) return 0;
    return inTransaction(this.dataSource, async (tx) => {
      const result: { affectedRows: number } = await tx.query(
        `UPDATE ${table} SET ${column} = CASE id ${'WHEN ? THEN ? '.repeat(rows.length)}END WHERE id IN (?) AND (id, ${column}) IN (${rows.map(() => '(?, ?)').join(', ')})`,
        [...rows.flatMap(({ id, becomes }) => [id, becomes]), rows.map(({ id }) => id), ...rows.flatMap(({ id, dataKey }) => [id, dataKey])],
      );
      return result.affectedRows;
    });
  }
}
