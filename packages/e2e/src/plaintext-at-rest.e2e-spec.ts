import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { syntheticIdNumber } from '@xuexi/domain';
import type { System } from '@xuexi/launcher';
import { Redis } from 'ioredis';
import { eventually } from './support/eventually.ts';
import { type Secrets, searchPlaintext } from './support/plaintext-search.ts';
import { type PrivateServices, startPrivateServices } from './support/private-services.ts';

const run = promisify(execFile);
const ROTATE = resolve(import.meta.dirname, '../../../apps/server/dist/main.rotate-keys.js');
const LOADER = resolve(import.meta.dirname, '../../../apps/server/test/support/load-identities.mjs');

const IDENTITIES = 10_000;
const AT_DESK = 100;
const ONLINE = 30;

/** How an identity comes in: bulk storage through the services, verification at a desk, or a claim over HTTP. */
interface Identity {
  how: 'stored' | 'desk' | 'online';
  name: string;
  idNumber: string;
  phone: string;
  token: string;
}

const han = (n: number): string => String.fromCodePoint(0x4e00 + n);
const identity = (i: number): Identity => ({
  how: i < ONLINE ? 'online' : i < ONLINE + AT_DESK ? 'desk' : 'stored',
  name: `䶮${han(i % 100)}${han(Math.floor(i / 100) % 100)}${han(200 + Math.floor(i / 10_000))}`,
  idNumber: syntheticIdNumber('360203', `${1940 + (i % 60)}-${String(1 + (i % 12)).padStart(2, '0')}-15`, Math.floor(i / 60) % 1000),
  phone: `139${String(i).padStart(8, '0')}`,
  token: `token-of-${String(i).padStart(34, '0')}`,
});

const identities = Array.from({ length: IDENTITIES }, (_, i) => identity(i));
/** Put in clear text on purpose: what finds nothing must be able to find something. */
const control = identity(IDENTITIES);
const secretsOf = (all: readonly Identity[]): Secrets => ({
  idNumbers: new Set(all.map(({ idNumber }) => idNumber)),
  phones: new Set(all.map(({ phone }) => phone)),
  names: new Set(all.map(({ name }) => name)),
});

let services: PrivateServices;
let system: System;
let outside: string;
let backup: string;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'xuexi-identities-'));
  services = await startPrivateServices(['--log-bin=binlog', '--server-id=1', '--binlog-format=ROW']);
  backup = join(services.folder, 'backup');
  system = await services.startSystem();
  const file = join(outside, 'identities.json');
  await writeFile(file, JSON.stringify(identities));
  await run(process.execPath, [LOADER, file], { env: { ...process.env, ...services.serverEnvironment } });
  await useTheSite();
  // The worker anchors the end of the log at its next look.
  const anchors = join(services.folder, 'storage', 'audit', 'anchors.jsonl');
  await eventually('an anchored end of the audit log', 60_000, async () => (await readFile(anchors, 'utf8').catch(() => '')).includes('"head"'));
});
afterAll(async () => {
  await system?.stop();
  await services?.stop();
  await rm(outside, { recursive: true, force: true });
});

/** Claims of real names, sign-ins that fail and requests that are refused, all with what must not be written down. */
async function useTheSite(): Promise<void> {
  const call = async (method: string, path: string, body?: object, token?: string): Promise<number> => {
    const answer = await fetch(`${system.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', origin: system.url, ...(token === undefined ? {} : { cookie: `session=${token}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    await answer.body?.cancel();
    return answer.status;
  };
  const consents = (await (await fetch(`${system.url}/api/consents`)).json()) as { items: { purpose: string; version: string }[] };
  const { version = '' } = consents.items.find(({ purpose }) => purpose === 'real_name') ?? {};
  for (const { name, idNumber, token, phone } of identities.slice(0, ONLINE)) {
    expect(await call('POST', '/api/me/consents', { purpose: 'real_name', version }, token)).toBe(200);
    expect(await call('POST', '/api/me/real-name', { name, idNumber }, token)).toBe(200);
    expect(await call('POST', '/api/session', { phone, password: `${name}${idNumber}` })).toBeGreaterThanOrEqual(400);
    expect(await call('GET', `/api/courses?q=${encodeURIComponent(name)}${idNumber}${phone}`)).toBeLessThan(500);
  }
}

/** Everything of the running installation on disk, and a dump and a copy as operations.md describes them. */
async function backUp(): Promise<void> {
  await services.asRoot('FLUSH BINARY LOGS; SET GLOBAL innodb_max_dirty_pages_pct_lwm = 0; FLUSH TABLES xuexi.person, xuexi.account, xuexi.consent, xuexi.real_name_claim, xuexi.audit_entry FOR EXPORT; UNLOCK TABLES');
  await rm(backup, { recursive: true, force: true });
  await mkdir(backup);
  await run('sh', ['-c', 'mariadb-dump "$@" --single-transaction --routines xuexi > "$0"', join(backup, 'xuexi.sql'), ...services.asRootOptions]);
  for (const name of ['storage', 'keys']) await cp(join(services.folder, name), join(backup, name), { recursive: true });
}

describe('ten thousand identities', () => {
  it('are stored', async () => {
    const { stdout } = await run('mariadb', [...services.asRootOptions, '--skip-column-names', '--execute', "SELECT COUNT(*), SUM(verification = 'verified'), (SELECT COUNT(*) FROM xuexi.real_name_claim WHERE state = 'pending') FROM xuexi.person"]);
    expect(stdout.trim().split('\t').map(Number)).toEqual([IDENTITIES, IDENTITIES - ONLINE, ONLINE]);
  });

  it('are nowhere in clear text: data files, redo log, binary log, queue, logs, storage, dump, backup', async () => {
    await backUp();
    const files = (await readdir(services.folder, { recursive: true })).join('\n');
    for (const expected of ['xuexi/person.ibd', 'ib_logfile0', 'ibdata1', 'binlog.000001', 'appendonlydir', 'logs/api.log', 'logs/worker.log', 'anchors.jsonl', 'backup/xuexi.sql']) expect(files).toContain(expected);
    expect(await searchPlaintext(services.folder, secretsOf([...identities, control]))).toEqual(new Map());
  });

  it('would have been found there', async () => {
    await services.asRoot(
      `CREATE TABLE xuexi.scratch (id INT PRIMARY KEY, text TEXT) CHARACTER SET utf8mb4; SET NAMES utf8mb4; INSERT INTO xuexi.scratch VALUES (1, 'x${control.idNumber}9${control.name}|${control.phone}'); FLUSH TABLES xuexi.scratch FOR EXPORT; UNLOCK TABLES`,
    );
    const redis = new Redis(services.redisUrl);
    await redis.set('scratch', control.phone);
    await redis.quit();
    await appendFile(join(services.folder, 'logs', 'api.log'), `{"name":"${control.name}"}\n`);
    await backUp();
    const found = await searchPlaintext(services.folder, secretsOf([...identities, control]));
    const all = new Set([control.idNumber, control.phone, control.name]);
    for (const file of ['mariadb/xuexi/scratch.ibd', 'mariadb/ib_logfile0', 'backup/xuexi.sql']) expect({ file, found: found.get(join(services.folder, file)) }).toEqual({ file, found: all });
    const where = [...found.keys()].map((file) => file.slice(services.folder.length + 1)).join('\n');
    for (const file of [/^mariadb\/binlog\.0/m, /^redis\/appendonlydir\//m, /^logs\/api\.log$/m]) expect(where).toMatch(file);
  });
});

describe('the master key of that installation', () => {
  /** What the running api can read of a person's fields. */
  const phoneShown = async ({ token }: Identity): Promise<unknown> => {
    const answer = await fetch(`${system.url}/api/me`, { headers: { cookie: `session=${token}` } });
    return ((await answer.json()) as { phoneMasked?: string }).phoneMasked;
  };

  it('is changed under the running site, also by a run that is killed and another one that finishes it', async () => {
    const first = spawn(process.execPath, [ROTATE], { env: { ...process.env, ...services.serverEnvironment }, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(first, 'exit');
    for await (const chunk of first.stdout) if (String(chunk).includes('rewrapped')) first.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');
    expect(await phoneShown(identities[0]!)).toBe('139****0000');
    const { status, said } = await services.untilItEnds('main.rotate-keys.js');
    expect(said).toMatch(/^沿用主密钥 2，不新建[^]*主密钥 1：没有行在用[^]*主密钥 2：10000 行在用/);
    expect(status).toBe(0);
    expect(await phoneShown(identities[0]!)).toBe('139****0000');
  });
});

describe('the audit log of that installation', () => {
  const verify = () => services.untilItEnds('main.audit-verify.js');

  it('is whole, and found out when root changes it', async () => {
    const whole = await verify();
    expect(whole.said).toContain('✓ 完整 · whole');
    expect(whole.status).toBe(0);
    await services.asRoot("UPDATE xuexi.audit_entry SET reason = '无' WHERE sequence = 3; DELETE FROM xuexi.audit_entry WHERE sequence = 7");
    const { status, said } = await verify();
    expect(said).toMatch(/✗ #3 内容被改过 · edit: .*\n✗ #7 记录被删掉 · deletion: /);
    expect(status).toBe(1);
  });
});
