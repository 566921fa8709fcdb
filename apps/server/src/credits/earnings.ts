import type { MergeNote } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What somebody has done once, and was credited for at the time. */
export interface Claim {
  personId: string;
  kind: 'lesson' | 'quiz';
  /** Lesson version, or the course version of a quiz. */
  sourceId: string;
  /** Shanghai date of a lesson's entry; null for a quiz, whose entries are few: of two that a merge finds the earlier stands, whichever attempt is asked for. */
  date: string | null;
}

/** What is left of it by now. */
export interface Earned {
  units: number;
  /** 已更正: a correction took it back, and nothing has restored it. */
  corrected: boolean;
}

interface Entry {
  personId: string;
  id: string;
  kind: string;
  sourceId: string;
  units: number;
  reverses: string | null;
  merge: string | null;
}

/** Where an entry leads back to: a lesson or a quiz, another entry, or the request for a grant. */
type Origin = Pick<Claim, 'kind' | 'sourceId'> | { entryId: string } | { correctionId: string } | null;

/**
 * What single lessons and quizzes are worth to their learner today. The one place that decides it for pages that say what was earned:
 * a reversal takes it back, what an appeal restores counts again, and what a merge has moved is followed.
 */
@Injectable()
export class Earnings {
  /** By `claimKey`; claims without any entry are left out. Two statements, however many claims. */
  async of(tx: EntityManager, claims: readonly Claim[]): Promise<Map<string, Earned>> {
    if (claims.length === 0) return new Map();
    const entries = await this.entries(tx, claims);
    const restored = await this.restored(tx, entries);
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    const sums = new Map<string, number>();
    for (const entry of entries) {
      const source = sourceOf(entry, byId, restored);
      if (source === null) continue;
      const key = claimKey({ ...source, personId: entry.personId });
      sums.set(key, (sums.get(key) ?? 0) + entry.units);
    }
    return new Map([...sums].map(([key, units]) => [key, { units, corrected: units === 0 }]));
  }

  /**
   * With those of records that were merged into the persons. What a correction posted may bear any date. Reports of complete lessons ask
   * this: by its index only the rows that are wanted are read, which the database does not see by itself, and not whole chains.
   */
  private entries(tx: EntityManager, claims: readonly Claim[]): Promise<Entry[]> {
    const [persons, dates] = [claims.map(({ personId }) => personId), claims.map(({ date }) => date)].map((values) => [...new Set<string | null>(values)]);
    return tx.query(
      `SELECT COALESCE(p.merged_into, p.id) AS personId, e.id, e.kind, e.source_id AS sourceId, e.units, e.reverses, CAST(JSON_EXTRACT(e.evidence, '$.merge') AS CHAR) AS \`merge\`
         FROM person p JOIN credit_entry e FORCE INDEX (ix_credit_entry_day) ON e.person_id = p.id
        WHERE (p.id IN (?) OR p.merged_into IN (?)) AND (e.kind IN ('reversal', 'grant', 'quiz') OR e.kind = 'lesson' AND e.date IN (?))`,
      [persons, persons, dates],
    );
  }

  /** The entries that grants restore, by correction. */
  private async restored(tx: EntityManager, entries: readonly Entry[]): Promise<Map<string, string>> {
    const corrections = entries.flatMap((entry) => (entry.kind === 'grant' ? [ofMerge(entry)?.sourceId ?? entry.sourceId] : []));
    if (corrections.length === 0) return new Map();
    const rows: { id: string; entryId: string }[] = await tx.query('SELECT id, entry_id AS entryId FROM credit_correction WHERE id IN (?) AND entry_id IS NOT NULL', [corrections]);
    return new Map(rows.map(({ id, entryId }) => [id, entryId]));
  }
}

export function claimKey({ personId, kind, sourceId }: Pick<Claim, 'personId' | 'kind' | 'sourceId'>): string {
  return `${personId}|${kind}|${sourceId}`;
}

/** The lesson or quiz that an entry is about in the end. */
function sourceOf(entry: Entry, byId: ReadonlyMap<string, Entry>, restored: ReadonlyMap<string, string>): Pick<Claim, 'kind' | 'sourceId'> | null {
  const seen = new Set<string>();
  for (let at: Entry | undefined = entry; at !== undefined && !seen.has(at.id); ) {
    // Only tampering makes entries that lead back to themselves.
    seen.add(at.id);
    const origin = originOf(at);
    if (origin === null || 'kind' in origin) return origin;
    at = byId.get('entryId' in origin ? origin.entryId : (restored.get(origin.correctionId) ?? ''));
  }
  return null;
}

function originOf(entry: Entry): Origin {
  if (entry.reverses !== null) return { entryId: entry.reverses };
  const { kind, sourceId } = ofMerge(entry) ?? entry;
  if (kind === 'lesson' || kind === 'quiz') return { kind, sourceId };
  return kind === 'grant' ? { correctionId: sourceId } : null;
}

/** What an entry was before a merge has moved it. */
function ofMerge({ merge }: Entry): MergeNote | null {
  return merge === null ? null : (JSON.parse(merge) as MergeNote);
}
