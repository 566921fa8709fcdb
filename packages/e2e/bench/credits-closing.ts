import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { uuidv7 } from '../src/support/ids.ts';
import { type PrivateSystem } from '../src/support/private-system.ts';
import { withoutIndexes } from './million-learners.ts';
import { residentMiB } from './process.ts';
import { onStage } from './stage.ts';
import { type Ratio, median, pairedRatio } from './table.ts';

const LEARNERS = [100_000, 1_000_000];
const ENTRIES_EACH = 10;
const PERSONS_A_STATEMENT = 10_000;
const ALTERNATIONS = 3;
const LOOK_MS = 50;
/** Its books are closed whenever this runs. */
export const YEAR = new Date().getUTCFullYear() - 2;

interface Measured {
  seconds: number[];
  bareSeconds: number[];
  /** The worker's largest resident memory while it closed. */
  peakMiB: number;
}

/**
 * The annual closing by the worker, statements, leaves, tree and signature, against one INSERT … SELECT … GROUP BY over the covering
 * index of the same entries.
 * @param sizes learners, the smallest first; each has ten entries of the year
 */
export async function run(sizes: readonly number[] = LEARNERS): Promise<Ratio[]> {
  const measured: Measured[] = [];
  for (const size of sizes) measured.push(await onStage('none', ({ system }) => measure(system, size)));
  const [small, large] = [measured[0]!, measured.at(-1)!];
  const size = sizes.at(-1)!;
  const what = `${size.toLocaleString('en')} learners, ${(size * ENTRIES_EACH).toLocaleString('en')} entries`;
  const ratios: Ratio[] = [
    {
      name: 'annual closing',
      ...pairedRatio(large.seconds, large.bareSeconds),
      baseline: 'one INSERT … SELECT … GROUP BY over the covering index',
      note: `${median(large.seconds).toFixed(1)} against ${median(large.bareSeconds).toFixed(1)} s; ${what}; worker at most ${large.peakMiB.toFixed(0)} MiB`,
    },
  ];
  if (sizes.length > 1) {
    const growth = size / sizes[0]!;
    ratios.push({
      name: 'annual closing, growth',
      ...pairedRatio(large.seconds.map((seconds) => seconds / growth), small.seconds),
      baseline: `linear growth from ${sizes[0]!.toLocaleString('en')} learners`,
      note: `${median(small.seconds).toFixed(2)} s there`,
    });
  }
  return ratios;
}

async function measure({ database, worker }: PrivateSystem, learners: number): Promise<Measured> {
  await fillYear(database, learners);
  await database.query('CREATE TABLE bare_statement (person_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY, units bigint NOT NULL, entries int NOT NULL)');
  const measured: Measured = { seconds: [], bareSeconds: [], peakMiB: 0 };
  for (let i = 0; i < ALTERNATIONS; i++) {
    await database.query('TRUNCATE bare_statement');
    const begun = performance.now();
    await database.query('INSERT INTO bare_statement SELECT person_id, SUM(units), COUNT(*) FROM credit_entry FORCE INDEX (ix_credit_entry_year) WHERE year = ? GROUP BY person_id', [YEAR]);
    measured.bareSeconds.push((performance.now() - begun) / 1000);
    await forgetClosings(database);
    const { seconds, peakMiB } = await close(database, worker.pid, learners);
    measured.seconds.push(seconds);
    measured.peakMiB = Math.max(measured.peakMiB, peakMiB);
    process.stdout.write(`${learners} learners: ${seconds.toFixed(2)} s, bare ${measured.bareSeconds.at(-1)!.toFixed(2)} s, ${peakMiB.toFixed(0)} MiB\n`);
  }
  return measured;
}

/** As before any closing. */
export async function forgetClosings(database: Connection): Promise<void> {
  for (const table of ['statement', 'closing', 'closing_shard', 'closing_chunk', 'closing_change']) await database.query(`TRUNCATE ${table}`);
}

/** Asks for a closing as the api does; asked again with the same id, nothing more. */
export async function askForClosing(database: Connection, id: string): Promise<void> {
  const now = new Date();
  await database.beginTransaction();
  await database.query("INSERT IGNORE INTO closing (id, year, preliminary, kind, state, active_year, total, processed, started_by, created_at) VALUES (?, ?, 0, 'final', 'queued', ?, 0, 0, ?, ?)", [id, YEAR, YEAR, id, now]);
  await database.query("INSERT IGNORE INTO outbox (id, queue, name, job_id, payload, created_at) VALUES (?, 'credits', 'closing', ?, ?, ?)", [id, `closing-${id}`, JSON.stringify({ closingId: id }), now]);
  await database.commit();
}

/** Closes the year, and waits until it is signed. */
async function close(database: Connection, pid: number, learners: number): Promise<{ seconds: number; peakMiB: number }> {
  const id = uuidv7();
  const begun = performance.now();
  await askForClosing(database, id);
  for (let peakMiB = 0; ; await delay(LOOK_MS)) {
    peakMiB = Math.max(peakMiB, await residentMiB(pid));
    const [[row]] = (await database.query('SELECT state, leaves FROM closing WHERE id = ?', [id])) as unknown as [[{ state: string; leaves: number | null }]];
    if (row.state === 'failed' || (row.leaves !== null && row.leaves !== learners)) throw new Error(`The closing ended ${row.state} with ${row.leaves} statements`);
    if (row.state === 'done') return { seconds: (performance.now() - begun) / 1000, peakMiB };
  }
}

/** Verified learners of a thousand communities, each with entries of the year, made by the database itself. */
export async function fillYear(database: Connection, learners: number): Promise<void> {
  const rebuild = [await withoutIndexes(database, 'person'), await withoutIndexes(database, 'credit_entry')];
  const since = Date.UTC(YEAR, 0, 1);
  const id = (ms: string, salt: string): string => `LOWER(CONCAT(LEFT(LPAD(HEX(${ms}), 12, '0'), 8), '-', RIGHT(HEX(${ms}), 4), '-7', LEFT(MD5(${salt}), 3), '-8', SUBSTR(MD5(${salt}), 4, 3), '-', SUBSTR(MD5(${salt}), 7, 12)))`;
  for (let done = 0; done < learners; done += PERSONS_A_STATEMENT) {
    const range = `seq_${done}_to_${Math.min(done + PERSONS_A_STATEMENT, learners) - 1}`;
    const person = id(`${since} + p.seq`, "CONCAT('p', p.seq)");
    await database.query(
      `INSERT INTO person (id, verification, verified_at, registered_on, state, region_id, region_path, created_at)
       SELECT ${person}, 'verified', ?, ?, 'active', MD5(p.seq MOD 1000), CONCAT(MD5(p.seq MOD 10), '/', MD5(p.seq MOD 100), '/', MD5(p.seq MOD 1000), '/'), ? FROM ${range} p`,
      [new Date(since), `${YEAR}-01-01`, new Date(since)],
    );
    await database.query(`INSERT INTO credit_head (person_id, sequence, hash) SELECT ${person}, ?, SHA2(p.seq, 256) FROM ${range} p`, [ENTRIES_EACH]);
    await database.query(
      `INSERT INTO credit_entry (id, person_id, sequence, kind, source_id, idempotency_key, units, date, year, policy_version, evidence, evidence_hash, previous_hash, hash, recorded_at)
       SELECT ${id(`${since} + p.seq * ${ENTRIES_EACH} + e.seq`, "CONCAT('e', p.seq, '-', e.seq)")}, ${person}, e.seq, ELT(1 + e.seq MOD 4, 'lesson', 'course', 'lesson', 'quiz'), 'bench', CONCAT(p.seq, ':', e.seq),
              36000 + (p.seq * 31 + e.seq * 977) MOD 400000, DATE_ADD(?, INTERVAL e.seq * 33 DAY), ?, 'standard-2026', REPEAT('e', 300), REPEAT('0', 64), REPEAT('0', 64), SHA2(CONCAT(p.seq, ':', e.seq), 256), ?
         FROM ${range} p CROSS JOIN seq_1_to_${ENTRIES_EACH} e`,
      [`${YEAR}-01-01`, YEAR, new Date(since)],
    );
    process.stdout.write(`\r${done} of ${learners} learners`);
  }
  process.stdout.write('\n');
  for (const statement of rebuild) await database.query(statement);
  await database.query('ANALYZE TABLE person, credit_entry, credit_head');
}
