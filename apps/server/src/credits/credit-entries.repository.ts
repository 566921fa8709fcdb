import { WATCHED_KINDS, entryKey } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { COUNTS_IN_YEAR, countingIn } from '../identity/counting.js';
import { CreditEntry } from './credit-entry.entity.js';

/** What a list shows of an entry. */
export type ListedEntry = Pick<CreditEntry, 'id' | 'sequence' | 'kind' | 'units' | 'date' | 'reverses' | 'evidence'>;

/** What a person holds of a year. */
export interface HeldYear {
  /** Newest first. */
  entries: ListedEntry[];
  /** Whether they count, or are provisional. */
  counts: boolean;
  /** All years with any entry, in no order. */
  years: number[];
}

/** One without an entry where the year has none. */
type HeldRow = { counts: number | null; years: string | null } & ((Omit<ListedEntry, 'evidence'> & { evidence: string }) | { id: null });

/** Reads the ledger. */
@Injectable()
export class CreditEntriesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * In one statement and without entities: whoever opens 我的学分 waits for this. The rows are sorted here, because the database would
   * carry their evidence through a table on disk for it.
   */
  async ofYear(personId: string, year: number): Promise<HeldYear> {
    const rows: HeldRow[] = await this.dataSource.query(
      `SELECT e.id, e.sequence, e.kind, e.units, e.date, e.reverses, e.evidence, ${COUNTS_IN_YEAR} AS counts,
              (SELECT GROUP_CONCAT(y.year) FROM (SELECT DISTINCT year FROM credit_entry WHERE person_id = ?) y) AS years
         FROM person p LEFT JOIN credit_entry e ON e.person_id = p.id AND e.year = ? WHERE p.id = ?`,
      [...countingIn(year), personId, year, personId],
    );
    const years = rows[0]?.years?.split(',').map(Number) ?? [];
    return { entries: rows.flatMap(listedEntry).sort((a, b) => b.sequence - a.sequence), counts: rows[0]?.counts === 1, years };
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
}

function listedEntry(row: HeldRow): ListedEntry[] {
  if (row.id === null) return [];
  const { id, sequence, kind, units, date, reverses, evidence } = row;
  return [{ id, sequence, kind, units, date, reverses, evidence: JSON.parse(evidence) as object }];
}
