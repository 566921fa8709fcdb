import { type JsonValue, MerkleAccumulator, dayEndsAt, dayStartsAt, entryLeaf, evidenceLeaf } from '@xuexi/domain';
import type { EntityManager } from 'typeorm';

const PAGE = 5000;

/** Evidence by table: the columns that say what happened, and when a row was recorded. */
const EVIDENCE: readonly { table: string; columns: readonly string[]; recorded: readonly { column: string; condition: string }[] }[] = [
  {
    table: 'lesson_completion',
    columns: ['person_id', 'lesson_version_id', 'round', 'completed_at', 'date', 'play_session_id', 'course_version_id', 'region_id', 'coverage', 'refused_seconds', 'credited', 'sittings', 'refusals', 'recorded_at'],
    recorded: [
      { column: 'completed_at', condition: 'recorded_at IS NULL' },
      { column: 'recorded_at', condition: 'TRUE' },
    ],
  },
  {
    table: 'quiz_result',
    columns: ['attempt_id', 'person_id', 'course_version_id', 'submitted_at', 'resulted_at', 'date', 'points', 'max_points', 'passed', 'region_id'],
    recorded: [{ column: 'resulted_at', condition: 'TRUE' }],
  },
  {
    table: 'attendance',
    columns: ['id', 'person_id', 'activity_id', 'title', 'date', 'class_hours_hundredths', 'scheduled_minutes', 'present_minutes', 'signed_out', 'recorded_by', 'recorded_at', 'region_id', 'region_path'],
    recorded: [{ column: 'recorded_at', condition: 'TRUE' }],
  },
  {
    table: 'credit_transfer',
    columns: ['issuer', 'external_id', 'person_id', 'units', 'date', 'title', 'document', 'signature', 'recorded_by', 'recorded_at'],
    recorded: [{ column: 'recorded_at', condition: 'TRUE' }],
  },
];

/** What a day holds, as it is signed. */
export interface DayLeaves {
  entries: number;
  root: string;
  evidence: number;
  evidenceRoot: string;
}

/** Counts the entries and the evidence that were recorded on a Shanghai date, and computes their roots, page by page. */
export async function leavesOf(tx: EntityManager, date: string): Promise<DayLeaves> {
  const entries = { count: 0, tree: new MerkleAccumulator() };
  const evidence = { count: 0, tree: new MerkleAccumulator() };
  for await (const leaf of entryLeaves(tx, date)) add(entries, leaf);
  for await (const leaf of evidenceLeaves(tx, date)) add(evidence, leaf);
  return { entries: entries.count, root: entries.tree.root(), evidence: evidence.count, evidenceRoot: evidence.tree.root() };
}

function add(leaves: { count: number; tree: MerkleAccumulator }, leaf: string): void {
  leaves.count++;
  leaves.tree.add(leaf);
}

/** Ids of entries begin with the time of recording: a day is one range of the primary key. */
async function* entryLeaves(tx: EntityManager, date: string): AsyncGenerator<string> {
  const end = idFrom(dayEndsAt(date));
  for (let after = idFrom(dayStartsAt(date)); ; ) {
    const rows: { id: string; hash: string; regionPath: string | null }[] = await tx.query('SELECT id, hash, region_path AS regionPath FROM credit_entry WHERE id > ? AND id < ? ORDER BY id LIMIT ?', [after, end, PAGE]);
    for (const row of rows) yield entryLeaf(row);
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.id;
  }
}

async function* evidenceLeaves(tx: EntityManager, date: string): AsyncGenerator<string> {
  const day = [new Date(dayStartsAt(date)), new Date(dayEndsAt(date))];
  for (const { table, columns, recorded } of EVIDENCE) {
    for (const { column, condition } of recorded) {
      for (let offset = 0; ; offset += PAGE) {
        const rows: Record<string, JsonValue | Date>[] = await tx.query(
          `SELECT ${columns.join(', ')} FROM ${table} WHERE ${column} >= ? AND ${column} < ? AND ${condition} ORDER BY ${column}, ${columns.slice(0, 3).join(', ')} LIMIT ? OFFSET ?`,
          [...day, PAGE, offset],
        );
        for (const row of rows) yield evidenceLeaf(table, Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value])));
        if (rows.length < PAGE) break;
      }
    }
  }
}

/** The first id that an entry of a moment can have. */
export function idFrom(ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}
