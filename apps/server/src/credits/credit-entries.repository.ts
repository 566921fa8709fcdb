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

  async yearsOf(personId: string): Promise<number[]> {
    const rows: { year: number }[] = await this.dataSource.query('SELECT DISTINCT year FROM credit_entry WHERE person_id = ? ORDER BY year DESC', [personId]);
    return rows.map((row) => row.year);
  }
}
