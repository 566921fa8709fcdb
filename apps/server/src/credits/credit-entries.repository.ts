import { WATCHED_KINDS, entryKey } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CreditEntry } from './credit-entry.entity.js';

/** Reads the ledger. */
@Injectable()
export class CreditEntriesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  ofYear(personId: string, year: number): Promise<CreditEntry[]> {
    return this.dataSource.manager.find(CreditEntry, { where: { personId, year }, order: { sequence: 'DESC' } });
  }

  byId(personId: string, id: string): Promise<CreditEntry | null> {
    return this.dataSource.manager.findOneBy(CreditEntry, { personId, id });
  }

  /** The entry that takes another one back; null: it stands. */
  reversalOf(personId: string, entryId: string): Promise<CreditEntry | null> {
    return this.dataSource.manager.findOneBy(CreditEntry, { personId, key: entryKey.reverse(entryId) });
  }

  /** Units of watching that the date of an entry had before it. */
  async watchedBefore({ personId, date, sequence }: CreditEntry): Promise<number> {
    const [row]: { units: number | null }[] = await this.dataSource.query('SELECT CAST(SUM(units) AS SIGNED) AS units FROM credit_entry WHERE person_id = ? AND date = ? AND kind IN (?) AND sequence < ?', [
      personId,
      date,
      [...WATCHED_KINDS],
      sequence,
    ]);
    return row?.units ?? 0;
  }

  async yearsOf(personId: string): Promise<number[]> {
    const rows: { year: number }[] = await this.dataSource.query('SELECT DISTINCT year FROM credit_entry WHERE person_id = ? ORDER BY year DESC', [personId]);
    return rows.map((row) => row.year);
  }
}
