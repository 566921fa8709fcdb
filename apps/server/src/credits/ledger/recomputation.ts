import { type Difference, type Policy, type Rules, compareEntries, policyOn, recompute } from '@xuexi/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { digest } from '../../platform/crypto/digest.js';
import { adoptedTimeline } from '../policies/policies.service.js';
import { type PersonRecord, readRecords } from './person-records.js';
import { PublishedLessons } from './published-lessons.js';

/** Persons in one read: enough that a page costs more than a round trip, few enough that it is forgotten before the collector has moved it. */
const PAGE = 50;

/** Whose entries are recomputed; without anything: everybody's. */
export interface RecomputedPersons {
  personId?: string;
  /** Path of a region: of whoever lives there now. */
  regionPath?: string;
  afterId?: string;
}

/** Recomputes entries from the database and tells every difference (credit-rules.md 14). */
export class Recomputation {
  private constructor(
    private readonly dataSource: DataSource,
    private readonly lessons: PublishedLessons,
    private readonly rules: Rules,
  ) {}

  /** With the policies that are adopted now: no later one changes the past. */
  static async prepare(dataSource: DataSource): Promise<Recomputation> {
    const timeline = await adoptedTimeline(dataSource.manager);
    const known = new Map<string, Policy>();
    const lessons = new PublishedLessons();
    return new Recomputation(dataSource, lessons, {
      policyOn: (date) => {
        const policy = known.get(date) ?? policyOn(timeline, date);
        known.set(date, policy);
        return policy;
      },
      courseOf: (id) => lessons.courseOf(id),
      digest,
    });
  }

  /** The policy in force on a Shanghai date. */
  policyOn(date: string): Policy {
    return this.rules.policyOn(date);
  }

  read(tx: EntityManager, personIds: readonly string[]): Promise<PersonRecord[]> {
    return readRecords(tx, { lessons: this.lessons, policyOn: this.rules.policyOn }, personIds);
  }

  /** The differences of a person in one snapshot. */
  confirmed(personId: string): Promise<Difference[]> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => (await this.read(tx, [personId])).flatMap((record) => this.differences(record)));
  }

  differences({ evidence, entries }: PersonRecord): Difference[] {
    const again = recompute(evidence, entries, this.rules);
    return [...again.faults, ...compareEntries(entries, again.entries, digest)];
  }
}

/** Persons page by page, in order of id. */
export async function* personPages(dataSource: DataSource, { personId, regionPath, afterId = '' }: RecomputedPersons, size = PAGE): AsyncGenerator<string[]> {
  const conditions = ['id > ?', ...(personId === undefined ? [] : ['id = ?']), ...(regionPath === undefined ? [] : ['region_path LIKE ?'])];
  for (let after = afterId; ; ) {
    const values = [after, ...(personId === undefined ? [] : [personId]), ...(regionPath === undefined ? [] : [`${regionPath}%`]), size];
    const rows: { id: string }[] = await dataSource.query(`SELECT id FROM person WHERE ${conditions.join(' AND ')} ORDER BY id LIMIT ?`, values);
    if (rows.length > 0) yield rows.map((row) => row.id);
    if (rows.length < size) return;
    after = rows.at(-1)!.id;
  }
}
