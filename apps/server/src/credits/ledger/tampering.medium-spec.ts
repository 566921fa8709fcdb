import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CreditDay, type SealedEntry, GENESIS_HASH, creditDayHash, creditDayText, dayEndsAt, dayStartsAt, entryId, sealEntry, shanghaiDate } from '@xuexi/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import { DAYS, aFilledLedger, aSignedClosing } from '../../../test/factories/signed-ledger.js';
import { TestClock } from '../../../test/support/test-clock.js';
import { testConfig } from '../../../test/support/test-config.js';
import { type TestDatabase, createTestDatabase } from '../../../test/support/test-database.js';
import { publicKeysById, signingKey } from '../../platform/crypto/signing-key.js';
import { CreditKeys } from '../credit-keys.service.js';
import { CreditSigning } from '../credit-signing.js';
import { type AnchoredCredits, CreditAnchors } from './credit-anchors.js';
import { CreditRootsService } from './credit-roots.service.js';
import { idFrom, leavesOf } from './day-leaves.js';
import { LedgerSweeper } from './ledger.sweeper.js';
import { type Concerned, verifyIn, verifyLedger } from './ledger-verification.js';

const SEED = 20_261_123;
const RUNS = 1_000;
const DAY_MS = 86_400_000;

type Row = Record<string, string | number | Date | null>;

/** Key and protected columns of what may be tampered with. Not protected: by whom and when a run was started, how far it was, what it found. */
const TABLES: Record<string, { key: readonly string[]; free?: readonly string[] }> = {
  credit_entry: { key: ['id'] },
  credit_head: { key: ['person_id'] },
  credit_root: { key: ['date'], free: ['signed_at'] },
  credit_key: { key: ['key_id'], free: ['first_used_at'] },
  lesson_completion: { key: ['person_id', 'lesson_version_id', 'round'] },
  quiz_result: { key: ['attempt_id'] },
  statement: { key: ['id'], free: ['id', 'computed_at', 'revoked_at', 'region_path'] },
  closing_chunk: { key: ['closing_id', 'number'] },
  closing: { key: ['id'], free: ['preliminary', 'state', 'active_year', 'total', 'processed', 'last_person_id', 'started_by', 'kind', 'region_id', 'fresh', 'signed_at', 'started_at', 'created_at', 'heartbeat_at', 'finished_at', 'difference'] },
};

let database: TestDatabase;
let dir: string;
let anchored: AnchoredCredits;
let keys: ReturnType<typeof publicKeysById>;
let personIds: string[];
let closingId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  dir = await mkdtemp(join(tmpdir(), 'xuexi-ledger-'));
  const config = { ...testConfig({ databaseUrl: database.url, storageDir: dir }) };
  const clock = new TestClock('2026-03-11T00:14:59.999+08:00');
  const signing = new CreditSigning(config);
  personIds = await aFilledLedger(database.dataSource);
  closingId = await aSignedClosing(database.dataSource, personIds, signing.key, clock.date());
  await new CreditKeys(database.dataSource, signing, clock).onModuleInit();
  const roots = new CreditRootsService(database.dataSource, signing, clock);
  await new LedgerSweeper(database.dataSource, roots, signing, clock, config).sweep();
  anchored = await new CreditAnchors(config.auditAnchorDir).read();
  keys = publicKeysById([...anchored.keys.values()]);
});
afterAll(async () => {
  await database.drop();
  await rm(dir, { recursive: true, force: true });
});

/** What a change may concern, by the rows before and after it. */
function concernedBy(rows: readonly Row[]): Concerned {
  const texts = (name: string): string[] => rows.flatMap((row) => (typeof row[name] === 'string' ? [row[name]] : []));
  const times = ['recorded_at', 'completed_at', 'resulted_at'].flatMap((name) => rows.flatMap((row) => (row[name] instanceof Date ? [shanghaiDate(row[name].getTime())] : [])));
  const ids = texts('id').map((id) => shanghaiDate(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)));
  return { personIds: [...new Set(texts('person_id'))], dates: [...new Set([...times, ...texts('date'), ...ids])], closingIds: [closingId] };
}

/** Does something to the tables, tells what is found, and undoes it. */
async function foundAfter(tamper: (tx: EntityManager) => Promise<Row[]>): Promise<string[]> {
  const runner = database.dataSource.createQueryRunner();
  await runner.startTransaction('REPEATABLE READ');
  try {
    const touched = await tamper(runner.manager);
    const { faults } = await verifyIn(runner.manager, anchored, keys, concernedBy(touched));
    return faults.map(({ kind }) => kind);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

async function rowsOf(tx: EntityManager, table: string): Promise<Row[]> {
  const rows = await tx.query<Row[]>(`SELECT * FROM ${table} ORDER BY ${TABLES[table]!.key.join(', ')}`);
  return rows.map((row) => ({ ...row }));
}

async function remove(tx: EntityManager, table: string, row: Row): Promise<void> {
  const { key } = TABLES[table]!;
  await tx.query(`DELETE FROM ${table} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}`, key.map((column) => row[column]));
}

async function put(tx: EntityManager, table: string, row: Row): Promise<void> {
  await tx.query(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (?)`, [Object.values(row)]);
}

/** Another value that the column can hold. */
function changed(column: string, value: Row[string]): Row[string] {
  if (value instanceof Date) return new Date(value.getTime() + 1);
  if (typeof value === 'number') return column === 'passed' || column === 'credited' || column === 'target_met' ? 1 - value : value + 7;
  if (value === null) return column === 'sittings' || column === 'refusals' ? '[]' : column.endsWith('_at') ? new Date(dayStartsAt(DAYS[0])) : '0'.repeat(36);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return shanghaiDate(dayEndsAt(value) + 100 * DAY_MS);
  if (column === 'status') return value === 'valid' ? 'revoked' : 'valid';
  if (column === 'policy_version' || column === 'kind') return `${value}x`;
  // Text that has no hash must blind nobody to the rest.
  if (['evidence', 'kinds', 'policy_versions'].includes(column) && value.length % 2 === 0) return value.startsWith('{') ? value.replace('{', '{"\\ud800":1e999,') : '[1e999]';
  const at = value.search(/[0-9a-f]/);
  return `${value.slice(0, at)}${value[at] === '0' ? '1' : '0'}${value.slice(at + 1)}`;
}

async function edit(tx: EntityManager, table: string, nth: number, which: number): Promise<Row[]> {
  const rows = await rowsOf(tx, table);
  const row = rows[nth % rows.length]!;
  const columns = Object.keys(row).filter((column) => !TABLES[table]!.free?.includes(column));
  const column = columns[which % columns.length]!;
  const after = { ...row, [column]: changed(column, row[column]!) };
  await remove(tx, table, row);
  await put(tx, table, after);
  return [row, after];
}

async function deletion(tx: EntityManager, table: string, nth: number): Promise<Row[]> {
  const rows = await rowsOf(tx, table);
  const row = rows[nth % rows.length]!;
  await remove(tx, table, row);
  return [row];
}

/** Two rows exchange everything but their keys, statements everything but their places. */
async function swap(tx: EntityManager, table: string, nth: number, other: number): Promise<Row[]> {
  const rows = await rowsOf(tx, table);
  const one = rows[nth % rows.length]!;
  const two = rows[(nth + 1 + (other % (rows.length - 1))) % rows.length]!;
  const keyOf = (row: Row): Row => Object.fromEntries([...TABLES[table]!.key, ...(table === 'statement' ? ['person_id'] : [])].map((column) => [column, row[column]!]));
  await remove(tx, table, one);
  await remove(tx, table, two);
  await put(tx, table, { ...two, ...keyOf(one) });
  await put(tx, table, { ...one, ...keyOf(two) });
  return [one, two];
}

/** The newest entries of a chain are gone, and its end with them. */
async function truncation(tx: EntityManager, nth: number, length: number): Promise<Row[]> {
  const personId = personIds[nth % personIds.length]!;
  const chain = (await rowsOf(tx, 'credit_entry')).filter((row) => row.person_id === personId).sort((a, b) => Number(a.sequence) - Number(b.sequence));
  const kept = chain.slice(0, chain.length - 1 - (length % chain.length));
  for (const row of chain.slice(kept.length)) await remove(tx, 'credit_entry', row);
  if (kept.length === 0) await tx.query('DELETE FROM credit_head WHERE person_id = ?', [personId]);
  else await tx.query('UPDATE credit_head SET sequence = ?, hash = ? WHERE person_id = ?', [kept.length, kept.at(-1)!.hash, personId]);
  return chain;
}

/** A day is gone as if nothing had been learned on it, or it and all that follow. */
async function lostDays(tx: EntityManager, nth: number, onwards: number): Promise<Row[]> {
  const date = DAYS[nth % DAYS.length]!;
  const to = onwards % 2 === 0 ? dayEndsAt(date) : Number.MAX_SAFE_INTEGER / 2 ** 5;
  const gone = (await rowsOf(tx, 'credit_entry')).filter(({ id }) => String(id) >= idFrom(dayStartsAt(date)) && String(id) < idFrom(to));
  for (const row of gone) await remove(tx, 'credit_entry', row);
  await tx.query('DELETE FROM credit_root WHERE date >= ? AND (date = ? OR ? = 1)', [date, date, onwards % 2]);
  for (const personId of personIds) await resealed(tx, personId, (chain) => chain);
  return gone;
}

/** A person's chain anew after a change, every hash and the end computed again, as who knows the code would do it. */
async function resealed(tx: EntityManager, personId: string, change: (chain: SealedEntry[]) => Omit<SealedEntry, 'sequence'>[]): Promise<Row[]> {
  const rows = (await rowsOf(tx, 'credit_entry')).filter((row) => row.person_id === personId).sort((a, b) => Number(a.sequence) - Number(b.sequence));
  const chain = rows.map((row) => sealedOf(row));
  let previousHash = GENESIS_HASH;
  const after: Row[] = [];
  for (const [i, entry] of change(chain).entries()) {
    const sealed = sealEntry({ ...entry, sequence: i + 1 }, previousHash);
    previousHash = sealed.hash;
    after.push({ ...(rows.find((row) => row.id === entry.id) ?? rows[0]!), ...rowOf(sealed) });
  }
  for (const row of rows) await remove(tx, 'credit_entry', row);
  for (const row of after) await put(tx, 'credit_entry', row);
  await tx.query('UPDATE credit_head SET sequence = ?, hash = ? WHERE person_id = ?', [after.length, previousHash, personId]);
  return [...rows, ...after];
}

interface StoredRow {
  id: string;
  person_id: string;
  sequence: number;
  kind: SealedEntry['kind'];
  source_id: string;
  idempotency_key: string;
  units: number;
  date: string;
  year: number;
  policy_version: string;
  region_id: string | null;
  recorded_at: Date;
  evidence: string;
  hash: string;
}

function sealedOf(row: Row): SealedEntry {
  const { id, person_id: personId, sequence, kind, source_id: sourceId, idempotency_key: key, units, date, year, policy_version: policyVersion, region_id: regionId, recorded_at: recordedAt, evidence, hash } = row as unknown as StoredRow;
  return { id, personId, sequence, kind, sourceId, key, units, date, year, policyVersion, regionId, organisationId: null, reverses: null, recordedAt: recordedAt.getTime(), evidence: JSON.parse(evidence) as SealedEntry['evidence'], evidenceHash: '', previousHash: '', hash };
}

function rowOf({ id, personId, sequence, units, date, key, recordedAt, evidence, evidenceHash, previousHash, hash }: SealedEntry): Row {
  return { id, person_id: personId, sequence, units, date, idempotency_key: key, recorded_at: new Date(recordedAt), evidence: JSON.stringify(evidence), evidence_hash: evidenceHash, previous_hash: previousHash, hash };
}

/** More units, or one entry more, with all hashes computed again, and the days signed with a key of the forger's own or left as they were. */
async function forgery(tx: EntityManager, nth: number, how: number): Promise<Row[]> {
  const personId = personIds[nth % personIds.length]!;
  const rows = await resealed(tx, personId, (chain) => {
    const at = how % chain.length;
    if (how % 3 === 0) return chain.map((entry, i) => (i === at ? { ...entry, units: entry.units + 108_000 } : entry));
    if (how % 3 === 1) return chain.map((entry, i) => (i === at ? { ...entry, evidence: { title: '别的' } } : entry));
    const one = chain[at]!;
    const key = `grant:${one.id}`;
    return [...chain.slice(0, at + 1), { ...one, kind: 'grant', key, id: entryId(key, one.recordedAt) }, ...chain.slice(at + 1)];
  });
  if (how % 2 === 0) await resignDays(tx);
  return rows;
}

async function resignDays(tx: EntityManager): Promise<void> {
  const key = signingKey(randomBytes(32));
  let before: CreditDay | null = null;
  for (const row of (await rowsOf(tx, 'credit_root')) as (Row & { date: string })[]) {
    const day: CreditDay = { date: row.date, ...(await leavesOf(tx, row.date)), previousHash: creditDayHash(before) };
    await tx.query('UPDATE credit_root SET entries = ?, root = ?, evidence = ?, evidence_root = ?, previous_hash = ?, key_id = ?, signature = ? WHERE date = ?', [day.entries, day.root, day.evidence, day.evidenceRoot, day.previousHash, key.keyId, key.sign(creditDayText(day)), row.date]);
    before = day;
  }
}

const table = fc.constantFrom(...Object.keys(TABLES));
const swappable = fc.constantFrom('credit_entry', 'credit_head', 'credit_root', 'lesson_completion', 'quiz_result', 'statement');
const [nth, other] = [fc.nat(100_000), fc.nat(100_000)];
const act = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constant('edit' as const), table, nth, other) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('deletion' as const), table, nth, other) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('swap' as const), swappable, nth, other) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('truncation' as const), fc.constant(''), nth, other) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('lostDays' as const), fc.constant(''), nth, other) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('forgery' as const), fc.constant(''), nth, other) },
);
const DO = {
  edit,
  deletion,
  swap,
  truncation: (tx: EntityManager, _: string, a: number, b: number) => truncation(tx, a, b),
  lostDays: (tx: EntityManager, _: string, a: number, b: number) => lostDays(tx, a, b),
  forgery: (tx: EntityManager, _: string, a: number, b: number) => forgery(tx, a, b),
};

describe('whoever can write every table of the database', () => {
  test('leaves a whole ledger whole by doing nothing', async () => {
    const verdict = await verifyLedger(database.dataSource, anchored, keys);
    expect(verdict).toEqual({ persons: personIds.length, entries: personIds.length * (DAYS.length + 1), days: 8, closings: 1, statements: personIds.length, faults: [] });
  });

  test(`is found out after any of ${RUNS} edits, deletions, swaps, truncations and forgeries (seed ${SEED})`, async () => {
    const unnoticed: string[] = [];
    for (const [what, where, a, b] of fc.sample(act, { numRuns: RUNS, seed: SEED })) {
      const kinds = await foundAfter((tx) => DO[what](tx, where, a, b));
      if (kinds.length === 0) unnoticed.push(`${what} ${where} ${a} ${b}`);
    }
    expect(unnoticed).toEqual([]);
    expect((await verifyLedger(database.dataSource, anchored, keys)).faults).toEqual([]);
  }, 120_000);
});
