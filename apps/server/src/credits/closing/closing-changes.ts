import { STATEMENT_REASONS } from '@xuexi/domain';
import type { EntityManager } from 'typeorm';
import { COUNTS_IN_YEAR, countingIn } from '../../identity/counting.js';
import type { Closing } from './closing.entity.js';
import { type Entries, type Issue, type Sql, entriesOfChanges, insertStatements, totalsOf } from './statement-sql.js';

const SAME = 'f.units = t.units AND f.entries = t.entries AND f.chain_head = t.chain_head';

/** What a closing issues; `part` keeps the ids of a part together, where they are written together. */
export function issueOf(closing: Closing, part: number, targetUnits: number, computedAt: Date, version: Sql): Issue {
  const place = (part & 0xfff).toString(16).padStart(3, '0');
  return {
    closingId: closing.id,
    id: { sql: `CONCAT(?, '-8', ?, '-8', SUBSTR(s.digest, 17, 3), '-', SUBSTR(s.digest, 20, 12))`, params: [closing.id.slice(0, 13), place] },
    status: closing.preliminary ? 'preliminary' : 'valid',
    version,
    reason: STATEMENT_REASONS.closedAgain,
    targetUnits,
    computedAt,
  };
}

/** Writes down of whom a closing states something else than what is in force, and what it replaces. */
export async function findChanges(tx: EntityManager, closing: Closing, part: number, entries: Entries, targetUnits: number): Promise<void> {
  const { id, year, preliminary, kind } = closing;
  const totals = totalsOf(entries);
  const version = kind === 'trial' ? 'NULL' : preliminary ? '0' : 'IF(COALESCE(f.version, 0) = 0, 1, IF(f.closing_id = ?, f.version, f.version + 1))';
  const becomesFinal = kind === 'trial' || preliminary ? '' : " OR f.status <> 'valid'";
  await tx.query(
    `INSERT INTO closing_change (closing_id, person_id, part, effect, units, entries, target_met, before_units, before_target_met, version, replaces)
     SELECT STRAIGHT_JOIN ?, t.person_id, ?, IF(f.id IS NULL, 'new', IF(${SAME}, 'confirmed', 'changed')), t.units, t.entries, t.units >= ?, f.units, f.target_met,
            ${version}, IF(f.version > 0 AND f.closing_id <> ?, f.id, NULL)
       FROM (${totals.sql}) t JOIN person p ON p.id = t.person_id
       LEFT JOIN statement f ON f.person_id = t.person_id AND f.year = ? AND f.status <> 'revoked'
      WHERE ${COUNTS_IN_YEAR} AND (f.id IS NULL OR NOT (${SAME})${becomesFinal})
     ON DUPLICATE KEY UPDATE part = VALUES(part), effect = IF(effect = 'confirmed', 'changed', effect), units = VALUES(units), entries = VALUES(entries),
       target_met = VALUES(target_met), version = VALUES(version)`,
    [id, part, targetUnits, ...(version.includes('?') ? [id] : []), id, ...totals.params, year, ...countingIn(year)],
  );
}

/** Writes down whose preliminary statements are of persons whose entries count no longer. */
export async function findGone(tx: EntityManager, { id, year }: Closing, part: number, { afterId, untilId }: { afterId: string; untilId: string | null }): Promise<void> {
  await tx.query(
    `INSERT INTO closing_change (closing_id, person_id, part, effect, units, entries, target_met, before_units, before_target_met)
     SELECT ?, f.person_id, ?, 'gone', 0, 0, 0, f.units, f.target_met FROM statement f JOIN person p ON p.id = f.person_id
      WHERE f.person_id > ?${untilId === null ? '' : ' AND f.person_id <= ?'} AND f.year = ? AND f.version = 0 AND (${COUNTS_IN_YEAR}) IS NOT TRUE
     ON DUPLICATE KEY UPDATE part = VALUES(part)`,
    [id, part, afterId, ...(untilId === null ? [] : [untilId]), year, ...countingIn(year)],
  );
}

/**
 * Carries out what a part has written down. Statements that nobody has signed yet, preliminary ones and those of this very run, are
 * replaced; signed ones are revoked and another version follows.
 */
export async function carryOut(tx: EntityManager, closing: Closing, part: number, targetUnits: number, now: Date): Promise<void> {
  const { id, year } = closing;
  await tx.query(
    'DELETE s FROM statement s JOIN closing_change c ON c.person_id = s.person_id WHERE c.closing_id = ? AND c.part = ? AND s.year = ? AND (s.version = 0 OR s.closing_id = ?)',
    [id, part, year, id],
  );
  await tx.query("UPDATE statement s JOIN closing_change c ON c.replaces = s.id SET s.status = 'revoked', s.revoked_at = ? WHERE c.closing_id = ? AND c.part = ?", [now, id, part]);
  const { sql, params } = insertStatements(entriesOfChanges(year, id, part), issueOf(closing, part, targetUnits, now, { sql: 'MAX(c.version)', params: [] }));
  await tx.query(sql, params);
}
