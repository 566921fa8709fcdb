import { dayEndsAt, dayStartsAt } from '@xuexi/domain';
import type { DataSource } from 'typeorm';
import { idFrom } from './day-leaves.js';

const PAGE = 400;
/** Everybody's turn comes after so many days. */
const TURNS = 32;
const LAST_DIGITS = 256;
const DAY_MS = 86_400_000;

/** When evidence was recorded. */
const EVIDENCE_TIMES = [
  { table: 'lesson_completion', column: 'completed_at' },
  { table: 'quiz_result', column: 'resulted_at' },
  { table: 'attendance', column: 'recorded_at' },
  { table: 'credit_transfer', column: 'recorded_at' },
] as const;

/** Persons who got entries on a date, and those who got evidence and no entry, page by page; one with much may come again. */
export async function* recentPersons(dataSource: DataSource, date: string): AsyncGenerator<string[]> {
  const [from, to] = [dayStartsAt(date), dayEndsAt(date)];
  for (let after = idFrom(from); ; ) {
    const rows: { id: string; personId: string }[] = await dataSource.query('SELECT id, person_id AS personId FROM credit_entry WHERE id > ? AND id < ? ORDER BY id LIMIT ?', [after, idFrom(to), PAGE]);
    if (rows.length > 0) yield [...new Set(rows.map((row) => row.personId))];
    if (rows.length < PAGE) break;
    after = rows.at(-1)!.id;
  }
  for (const { table, column } of EVIDENCE_TIMES) {
    for (let offset = 0; ; offset += PAGE) {
      const rows: { personId: string }[] = await dataSource.query(
        `SELECT person_id AS personId FROM ${table} AS known WHERE ${column} >= ? AND ${column} < ?
            AND NOT EXISTS (SELECT 1 FROM credit_entry entry WHERE entry.person_id = known.person_id AND entry.id > ? AND entry.id < ?) ORDER BY ${column}, person_id LIMIT ? OFFSET ?`,
        [new Date(from), new Date(to), idFrom(from), idFrom(to), PAGE, offset],
      );
      if (rows.length > 0) yield [...new Set(rows.map((row) => row.personId))];
      if (rows.length < PAGE) break;
    }
  }
}

/** The share of all persons whose turn it is on a date, in order of id, after one. */
export async function personsInTurn(dataSource: DataSource, date: string, afterId: string | null): Promise<string[]> {
  const rows: { id: string }[] = await dataSource.query('SELECT id FROM person WHERE id > ? AND RIGHT(id, 2) IN (?) ORDER BY id LIMIT ?', [afterId ?? '', endingsOf(date), PAGE]);
  return rows.map((row) => row.id);
}

/** The signed closings whose turn it is on a date, and those that were signed the day before. */
export async function closingsInTurn(dataSource: DataSource, date: string): Promise<string[]> {
  const today = dayStartsAt(date);
  const rows: { id: string }[] = await dataSource.query('SELECT id FROM closing WHERE signature IS NOT NULL AND (RIGHT(id, 2) IN (?) OR (signed_at >= ? AND signed_at < ?)) ORDER BY id', [
    endingsOf(date),
    new Date(today - DAY_MS),
    new Date(today),
  ]);
  return rows.map((row) => row.id);
}

/** How the ids end whose turn it is on a date. */
function endingsOf(date: string): string[] {
  const turn = Math.floor(dayStartsAt(date) / DAY_MS) % TURNS;
  return Array.from({ length: LAST_DIGITS / TURNS }, (_, i) => (i * TURNS + turn).toString(16).padStart(2, '0'));
}
