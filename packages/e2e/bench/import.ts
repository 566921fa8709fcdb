import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { syntheticIdNumber } from '@xuexi/domain';
import type { Connection } from 'mysql2/promise';
import { uuidv7 } from '../src/support/ids.ts';
import { type PrivateSystem, startPrivateSystem } from '../src/support/private-system.ts';
import { residentMiB } from './process.ts';
import { type Ratio, median, pairedRatio } from './table.ts';

const ROWS = 100_000;
const ALTERNATIONS = 3;
/** Rows of one statement of the baseline, as many as the worker commits at a time. */
const BATCH = 200;
/** What worker and child may take together above the idle worker. */
const ALLOWED_MIB = 96;
const IDLE_MS = 4000;
const DAY_MS = 86_400_000;
const BORN_FROM = Date.UTC(1950, 0, 1);
const TABLES = ['person', 'account', 'residence', 'consent'] as const;

interface Resident {
  name: string;
  idNumber: string;
  phone: string;
}

interface Measured {
  dryMs: number;
  applyMs: number;
  peakMiB: number;
}

/** Import of a list of residents, against bare batched inserts of the same rows with the same encryption, and the memory it takes. */
export async function run(): Promise<Ratio[]> {
  const system = await startPrivateSystem('none');
  try {
    const { cookie, region } = await anAdmin(system.database);
    for (const table of TABLES) await system.database.query(`CREATE TABLE bare_${table} LIKE ${table}`);
    await delay(IDLE_MS);
    const idle = await familyMiB(system);
    const imports: Measured[] = [];
    const bare: number[] = [];
    for (let i = 0; i < ALTERNATIONS; i++) {
      const residents = listOf(i);
      bare.push(await bareInserts(system.database, residents, region));
      imports.push(await importOnce(system, cookie, region, residents));
    }
    const peak = Math.max(...imports.map(({ peakMiB }) => peakMiB)) - idle;
    const apply = imports.map(({ applyMs }) => applyMs);
    const whole = imports.map(({ applyMs, dryMs }) => applyMs + dryMs);
    const seconds = (all: number[]) => (median(all) / 1000).toFixed(1);
    return [
      { name: 'import of 100 000 residents', ...pairedRatio(apply, bare), baseline: 'bare batched inserts with the same encryption', note: `${seconds(apply)} against ${seconds(bare)} s; csv` },
      { name: 'import of 100 000 residents, with its dry run', ...pairedRatio(whole, bare), baseline: 'the same', note: `${seconds(whole)} s, of which ${seconds(imports.map(({ dryMs }) => dryMs))} s from the upload to the end of the dry run` },
      { name: 'import: memory of worker and child above the idle worker', ratio: peak / ALLOWED_MIB, min: peak / ALLOWED_MIB, max: peak / ALLOWED_MIB, baseline: `${ALLOWED_MIB} MiB`, note: `${peak.toFixed(0)} MiB at most, above ${idle.toFixed(0)} MiB` },
    ];
  } finally {
    await system.stop();
  }
}

/** Lists of nobody, different each time. */
function listOf(time: number): Resident[] {
  return Array.from({ length: ROWS }, (_, i) => {
    const n = time * ROWS + i;
    const born = new Date(BORN_FROM + Math.floor(n / 1000) * DAY_MS).toISOString().slice(0, 10);
    return { name: `王${'秀英明华建国'[n % 6]}`, idNumber: syntheticIdNumber('360203', born, n % 1000), phone: `155${String(n).padStart(8, '0')}` };
  });
}

/** A region admin over one city with one community, signed in with everything that is demanded. */
async function anAdmin(database: Connection): Promise<{ cookie: string; region: { id: string; community: string; path: string } }> {
  const now = new Date();
  const [city, community, person, account] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const token = randomBytes(32).toString('base64url');
  const region = (id: string, code: string, name: string, level: string, parent: string | null, path: string) => [id, code, code, name, level, parent, path, now];
  await database.query('INSERT INTO region (id, code, open_code, name, level, parent_id, path, valid_from) VALUES ?', [
    [region(city, '360200000000', '测试市', 'city', null, `${city}/`), region(community, '360203001001', '测试社区', 'community', city, `${city}/${community}/`)],
  ]);
  await database.query('INSERT INTO person (id, verification, verified_at, region_id, region_path, created_at) VALUES (?)', [[person, 'verified', now, community, `${city}/${community}/`, now]]);
  await database.query('INSERT INTO account (id, person_id, display_name, created_at) VALUES (?)', [[account, person, '管理员', now]]);
  await database.query('INSERT INTO role_grant (id, account_id, role, region_id, valid_from) VALUES (?)', [[uuidv7(), account, 'region_admin', city, now]]);
  const hash = createHash('sha256').update(token).digest('hex');
  const later = new Date(now.getTime() + DAY_MS);
  await database.query('INSERT INTO session (id, token_hash, account_id, user_agent, created_at, last_seen_at, expires_at, confirmed_at, second_factor_at) VALUES (?)', [
    [uuidv7(), hash, account, 'bench', now, now, later, later, now],
  ]);
  return { cookie: `session=${token}`, region: { id: city, community, path: `${city}/${community}/` } };
}

async function importOnce(system: PrivateSystem, cookie: string, region: { id: string }, residents: Resident[]): Promise<Measured> {
  const file = ['姓名,证件号码,手机号,社区', ...residents.map(({ name, idNumber, phone }) => `${name},${idNumber},${phone},测试社区`)].join('\n');
  const query = new URLSearchParams({ kind: 'residents', regionId: region.id, fileName: '名单.csv', consented: 'true' });
  let peakMiB = 0;
  const watching = new AbortController();
  const watched = watch(system, watching.signal, (mib) => (peakMiB = Math.max(peakMiB, mib)));
  const begun = performance.now();
  const { id } = await call(system, cookie, 'POST', `/api/imports?${query.toString()}`, file);
  await settled(system, cookie, id, 'checked');
  const checked = performance.now();
  await call(system, cookie, 'POST', `/api/imports/${id}/application`);
  const done = await settled(system, cookie, id, 'done');
  const ended = performance.now();
  watching.abort();
  await watched;
  if (done.createdRows !== ROWS) throw new Error(`imported ${done.createdRows} of ${ROWS}`);
  return { dryMs: checked - begun, applyMs: ended - checked, peakMiB };
}

interface Run {
  id: string;
  state: string;
  createdRows: number;
}

async function settled(system: PrivateSystem, cookie: string, id: string, state: string): Promise<Run> {
  for (;;) {
    const run = await call(system, cookie, 'GET', `/api/imports/${id}`);
    if (run.state === state) return run;
    if (['failed', 'cancelled'].includes(run.state)) throw new Error(`the import ended as ${run.state}`);
    await delay(50);
  }
}

async function call(system: PrivateSystem, cookie: string, method: string, path: string, body?: string): Promise<Run> {
  const answer = await fetch(new URL(path, system.url), { method, body, headers: { cookie, origin: new URL(system.url).origin, ...(body !== undefined && { 'content-type': 'application/octet-stream' }) } });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Run;
}

/** Looks at the memory of the worker with its children until told to stop. */
async function watch(system: PrivateSystem, signal: AbortSignal, seen: (mib: number) => void): Promise<void> {
  while (!signal.aborted) {
    seen(await familyMiB(system));
    await delay(50);
  }
}

async function familyMiB({ worker }: PrivateSystem): Promise<number> {
  const { pid } = worker;
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const pids = [pid, ...children.split(' ').filter((child) => child.trim() !== '').map(Number)];
  const sizes = await Promise.all(pids.map((one) => residentMiB(one).catch(() => 0)));
  return sizes.reduce((sum, mib) => sum + (Number.isFinite(mib) ? mib : 0), 0);
}

/** The same rows, encrypted the same way and inserted in batches of a transaction each, and nothing else. @returns milliseconds */
async function bareInserts(database: Connection, residents: Resident[], region: { community: string; path: string }): Promise<number> {
  const [master, index] = [randomBytes(32), randomBytes(32)];
  for (const table of TABLES) await database.query(`TRUNCATE bare_${table}`);
  const begun = performance.now();
  for (let at = 0; at < residents.length; at += BATCH) {
    await database.beginTransaction();
    await insertBare(database, residents.slice(at, at + BATCH), region, master, index);
    await database.commit();
  }
  return performance.now() - begun;
}

async function insertBare(database: Connection, residents: Resident[], { community, path }: { community: string; path: string }, master: Buffer, index: Buffer): Promise<void> {
  const now = new Date();
  const [persons, accounts, residences, consents]: unknown[][][] = [[], [], [], []];
  const blind = (purpose: string, value: string) => createHmac('sha256', index).update(`${purpose}|${value}`).digest('hex');
  for (const { name, idNumber, phone } of residents) {
    const [id, account, key] = [uuidv7(), uuidv7(), randomBytes(32)];
    const born = Number(idNumber.slice(6, 10));
    persons!.push([id, sealed(master, key), 'verified', now, now, path, sealed(key, name), blind('name', name), 'resident_id', sealed(key, idNumber), blind('id_number', idNumber), born, 'male', 'active', community, path, now]);
    accounts!.push([account, id, '学员', sealed(key, phone), blind('phone', phone), 0, now]);
    residences!.push([uuidv7(), id, community, path, now, id]);
    for (const purpose of ['account', 'real_name']) consents!.push([uuidv7(), id, purpose, '2026-11', 'import', id, now]);
  }
  await database.query(
    'INSERT INTO bare_person (id, data_key, verification, verified_at, registered_on, registered_region_path, name_cipher, name_index, document_kind, id_number_cipher, id_number_index, birth_year, sex, state, region_id, region_path, created_at) VALUES ?',
    [persons],
  );
  await database.query('INSERT INTO bare_account (id, person_id, display_name, phone_cipher, phone_index, password_temporary, created_at) VALUES ?', [accounts]);
  await database.query('INSERT INTO bare_residence (id, person_id, region_id, region_path, valid_from, changed_by) VALUES ?', [residences]);
  await database.query('INSERT INTO bare_consent (id, person_id, purpose, version, channel, recorded_by, given_at) VALUES ?', [consents]);
}

function sealed(key: Buffer, plain: string | Buffer): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}
