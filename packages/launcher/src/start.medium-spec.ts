import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { Launched, startStub, stubWorkspace, until } from '../test/launched.ts';
import { findFamily, stopFamily } from './family.ts';
import { isPortFree } from './ports.ts';
import { readState } from './state.ts';

/** What the stub's api says of itself. */
interface Told {
  title: string;
  pid: number;
  databaseUrl: string;
  redisUrl: string;
  knowsOwner: boolean;
}

let workspace: ReturnType<typeof stubWorkspace>;
let launched: Launched[];

beforeEach(() => {
  workspace = stubWorkspace();
  launched = [];
});
afterEach(async () => {
  for (const { child } of launched) if (child.exitCode === null) child.kill('SIGKILL');
  if (existsSync(workspace.data) && readdirSync(workspace.root).length > 0) await stopFamily(workspace.data, [], 0);
  workspace.remove();
});

function start(env: NodeJS.ProcessEnv = {}): Launched {
  const started = startStub(workspace.root, env);
  launched.push(started);
  return started;
}

/** The address that a start prints once everything is up. */
async function address(started: Launched): Promise<string> {
  const [, url = ''] = await started.says(/(http:\/\/localhost:\d+)\/\n[^]*Ctrl-C/);
  return url;
}

async function told(url: string): Promise<Told> {
  return (await (await fetch(`${url}/`)).json()) as Told;
}

async function ask<T extends RowDataPacket>(url: string, sql: string): Promise<T[]> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query<T[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

/** The address of the account that migrates: the stub's migration gives the server's account no rights. */
function ownerOf({ data }: { data: string }, databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.username = 'xuexi';
  url.password = readFileSync(join(data, 'secrets', 'mariadb.password'), 'utf8').trim();
  return url.href;
}

function pidOf(name: string): number | undefined {
  return findFamily(workspace.data).find((member) => member.name === name)?.pid;
}

/** Every file below a folder with its size and the time of its last change. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const { size, mtimeMs } = statSync(file);
      return [file, `${size} ${mtimeMs}`];
    }),
  );
}

/** reliability.md, row 5, and what the server's SQL counts on; and an owner that can do no more than it must. */
async function expectDurableDatabase(url: string): Promise<void> {
  const expected = {
    innodb_flush_log_at_trx_commit: '1',
    sync_binlog: '1',
    innodb_doublewrite: 'ON',
    tx_isolation: 'READ-COMMITTED',
    collation_server: 'utf8mb4_unicode_ci',
    time_zone: '+00:00',
    bind_address: '127.0.0.1',
    innodb_buffer_pool_size: String(256 * 1024 * 1024),
  };
  const names = Object.keys(expected).map((name) => `'${name}'`);
  const rows = await ask<RowDataPacket & { Variable_name: string; Value: string }>(url, `SHOW GLOBAL VARIABLES WHERE Variable_name IN (${names.join(',')})`);
  expect(Object.fromEntries(rows.map((row) => [row.Variable_name, row.Value]))).toEqual(expected);
  await expect(ask(url.replace(/xuexi:[^@]+@/, 'xuexi:wrong@'), 'SELECT 1')).rejects.toThrow('Access denied');
  await expect(ask(url, 'SELECT * FROM mysql.global_priv')).rejects.toThrow('denied');
}

/** Its rights come from the migration alone, which the stub's does not give. */
async function expectServerAccountWithoutRights(url: string): Promise<void> {
  expect(new URL(url).username).toBe('xuexi_app');
  await expect(ask(url, 'SELECT 1')).rejects.toThrow("Access denied for user 'xuexi_app'@'127.0.0.1' to database 'xuexi'");
}

async function expectDurableQueue(url: string): Promise<void> {
  const redis = new Redis(url);
  const settings = await Promise.all(['appendonly', 'appendfsync', 'maxmemory-policy', 'save', 'bind'].map((name) => redis.config('GET', name)));
  redis.disconnect();
  expect(settings.map((pair) => (pair as string[])[1])).toEqual(['yes', 'everysec', 'noeviction', '', '127.0.0.1']);
}

describe('npm start', () => {
  it('brings everything up at one address, says where and who, and leaves nothing after Ctrl-C', async () => {
    // Of a first start that was cut off while it made the database.
    mkdirSync(join(workspace.data, 'mariadb.new-cut'), { recursive: true });
    writeFileSync(join(workspace.data, 'mariadb.new-cut', 'ibdata1'), 'cut');
    const first = start();
    const url = await address(first);
    expect(first.output).toContain(`${url}/console/`);
    expect(first.output).toMatch(/演示甲 +13800000000 +demo/);
    const { title, databaseUrl, redisUrl } = await told(url);
    expect(title).toBe('学习在线');
    expect(new Set(findFamily(workspace.data).map(({ name }) => name))).toEqual(new Set(['mariadb', 'redis', 'api', 'worker', 'demo']));
    expect(existsSync(join(workspace.data, 'mariadb.new-cut'))).toBe(false);
    await expectDurableDatabase(ownerOf(workspace, databaseUrl));
    await expectServerAccountWithoutRights(databaseUrl);
    await expectDurableQueue(redisUrl);

    expect(await first.interrupt()).toBe(0);
    expect(findFamily(workspace.data)).toEqual([]);
    for (const used of [url, databaseUrl, redisUrl]) expect(await isPortFree(Number(new URL(used).port))).toBe(true);
    expect(readFileSync(join(workspace.data, 'logs', 'mariadb.log'), 'utf8')).toContain('Shutdown complete');
  });

  it('leaves nothing when it is killed with -9, keeps every committed row, and seeds only once', async () => {
    const first = start();
    const { databaseUrl } = await told(await address(first));
    await ask(ownerOf(workspace, databaseUrl), 'CREATE TABLE kept (id INT PRIMARY KEY) AS SELECT 7 AS id');
    const databaseBefore = readFileSync(join(workspace.data, 'mariadb', 'xuexi-data.json'), 'utf8');
    // The stub's worker has a child in another session, which only the next start finds.
    await until(() => findFamily(workspace.data).filter(({ name }) => name === 'worker').length === 2);
    process.kill(first.pid, 'SIGKILL');
    await until(() => findFamily(workspace.data).map(({ name }) => name).join() === 'worker');

    const second = start();
    const { databaseUrl: again } = await told(await address(second));
    expect(second.output).toContain('停止了上次留下的进程：worker');
    expect(await ask(ownerOf(workspace, again), 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
    expect(second.output).not.toContain('Loading the demo content');
    expect(second.output).toContain('演示甲');
    expect(readFileSync(join(workspace.data, 'mariadb', 'xuexi-data.json'), 'utf8')).toBe(databaseBefore);
    expect(await second.interrupt()).toBe(0);
    expect(findFamily(workspace.data)).toEqual([]);
  });

  it('starts again whatever is killed', async () => {
    const started = start();
    const url = await address(started);
    const { databaseUrl, redisUrl } = await told(url);
    for (const name of ['api', 'worker', 'redis', 'mariadb']) {
      const before = pidOf(name) ?? 0;
      process.kill(before, 'SIGKILL');
      await started.says(new RegExp(`${name} ended unexpectedly \\(signal SIGKILL\\)`));
      await until(() => ![undefined, before].includes(pidOf(name)));
    }
    await until(() => told(url).then(() => true, () => false));
    await until(() => ask(ownerOf(workspace, databaseUrl), 'SELECT 1').then(() => true, () => false));
    const redis = new Redis(redisUrl);
    expect(await redis.ping()).toBe('PONG');
    redis.disconnect();
    expect(await started.interrupt()).toBe(0);
  });

  it('stops at any moment of the start without leaving anything', async () => {
    for (const moment of [/^/, /Starting MariaDB/, /Migrating/]) {
      const started = start();
      await started.says(moment);
      if (moment.source === '^') await until(() => existsSync(workspace.data) && findFamily(workspace.data).length > 0);
      await started.interrupt();
      expect(findFamily(workspace.data)).toEqual([]);
    }
    const last = start();
    await address(last);
    expect(await last.interrupt()).toBe(0);
    expect(readdirSync(workspace.data).filter((name) => name.startsWith('mariadb.new-'))).toEqual([]);
  });
});

describe('a second npm start in the same folder', () => {
  it('says so, stops with status 1, and does not disturb the first', async () => {
    const first = start();
    const url = await address(first);
    const before = findFamily(workspace.data);
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`进程 ${first.pid}`);
    expect(second.output).toContain(url);
    expect(findFamily(workspace.data)).toEqual(expect.arrayContaining(before));
    expect((await told(url)).title).toBe('学习在线');
    await first.interrupt();
  });
});

describe('a busy port', () => {
  let server: Server | undefined;
  afterEach(() => void server?.close());

  it('is passed over with a word, and the other one remembered', async () => {
    const busy = await new Promise<number>((resolve) => {
      const listening = createServer().listen(0, '127.0.0.1', () => {
        const at = listening.address();
        resolve(typeof at === 'object' && at !== null ? at.port : 0);
      });
      server = listening;
    });
    const first = start({ PORT: String(busy) });
    const url = await address(first);
    expect(new URL(url).port).not.toBe(String(busy));
    expect(first.output).toContain(`端口 ${busy} 已被占用`);
    expect(readState(join(workspace.data, 'state.json')).webPort).toBe(Number(new URL(url).port));
    await first.interrupt();
  });
});

describe('given services', () => {
  it('are used instead of servers of our own', async () => {
    const other = stubWorkspace();
    const lender = startStub(other.root);
    launched.push(lender);
    const lent = await told(await address(lender));
    const owner = ownerOf(other, lent.databaseUrl);
    const started = start({ DATABASE_URL: lent.databaseUrl, DATABASE_MIGRATION_URL: owner, REDIS_URL: lent.redisUrl });
    const { databaseUrl, redisUrl, knowsOwner } = await told(await address(started));
    expect([databaseUrl, redisUrl, knowsOwner]).toEqual([lent.databaseUrl, lent.redisUrl, false]);
    expect(readFileSync(join(workspace.data, 'logs', 'migrate.log'), 'utf8')).toBe(`migrated ${new URL(owner).username}\n`);
    expect(new Set(findFamily(workspace.data).map(({ name }) => name))).toEqual(new Set(['api', 'worker', 'demo']));
    expect(existsSync(join(workspace.data, 'mariadb'))).toBe(false);
    await started.interrupt();
    expect(await ask(owner, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
    await lender.interrupt();
    other.remove();
  });
});

describe('a broken or half-made .data', () => {
  async function expectRefusal(named: RegExp, untouched: string): Promise<void> {
    const before = contents(untouched);
    const started = start();
    expect(await started.ended).toBe(1);
    expect(started.output).toMatch(named);
    expect(contents(untouched)).toEqual(before);
    expect(findFamily(workspace.data)).toEqual([]);
  }

  it('is explained and left alone where another database folder is in the place', async () => {
    mkdirSync(join(workspace.data, 'mariadb'), { recursive: true });
    writeFileSync(join(workspace.data, 'mariadb', 'something.txt'), 'mine');
    await expectRefusal(/mariadb 里有内容，但不是完整的数据库/, join(workspace.data, 'mariadb'));
  });

  it('is explained and left alone where files are cut off, lost or unreadable', async () => {
    const first = start();
    await address(first);
    await first.interrupt();
    const database = join(workspace.data, 'mariadb');
    const tablespace = readFileSync(join(database, 'ibdata1'));

    truncateSync(join(database, 'ibdata1'), 0);
    await expectRefusal(/ibdata1 缺失或为空/, database);

    writeFileSync(join(database, 'ibdata1'), Buffer.alloc(tablespace.length, 'x'));
    const broken = start();
    expect(await broken.ended).toBe(1);
    expect(broken.output).toMatch(/MariaDB 打不开数据库文件夹.*\.data\/mariadb/);
    expect(readFileSync(join(database, 'ibdata1')).every((byte) => byte === 120)).toBe(true);
    writeFileSync(join(database, 'ibdata1'), tablespace);

    const key = join(workspace.data, 'secrets', 'field-encryption.key');
    const content = readFileSync(key);
    truncateSync(key, 10);
    await expectRefusal(/field-encryption\.key 已损坏/, workspace.data.concat('/secrets'));
    rmSync(key);
    await expectRefusal(/缺少密钥 field-encryption\.key/, workspace.data.concat('/secrets'));
    writeFileSync(key, content);

    writeFileSync(join(workspace.data, 'state.json'), '{"webPo');
    const repaired = start();
    await address(repaired);
    expect(await repaired.interrupt()).toBe(0);
  });

  it('is explained where a file has its name', async () => {
    writeFileSync(workspace.data, 'a file');
    const started = start();
    expect(await started.ended).toBe(1);
    expect(started.output).toContain(`${workspace.data} 应该是一个文件夹`);
    rmSync(workspace.data);
  });
});
