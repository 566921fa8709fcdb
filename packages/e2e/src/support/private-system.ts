import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { type System, startSystem } from '@xuexi/launcher';
import { Redis } from 'ioredis';
import { type Connection, createConnection } from 'mysql2/promise';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');

/** An account that the demo content brings. */
export interface DemoAccount {
  role: string;
  name: string;
  phone: string;
  password: string;
  where: string;
}

/** A whole system on a database and a Redis of its own. */
export interface PrivateSystem extends System {
  database: Connection;
  databaseUrl: string;
  redisUrl: string;
  redis: Redis;
  folder: string;
  accounts: DemoAccount[];
  stop(): Promise<void>;
}

/**
 * Starts api and worker on an empty database of their own, beside whatever else runs. They run as the demo does: SMS codes
 * stand on a page, and staff need no second factor.
 * @param content `seed`: the demo's regions, accounts, courses and history, but none of its videos; `none`: nothing
 */
export async function startPrivateSystem(content: 'seed' | 'none'): Promise<PrivateSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'xuexi-e2e-'));
  const name = `e2e_${randomUUID().replaceAll('-', '')}`;
  const server = environment('TEST_DATABASE_URL');
  const database = await createConnection({ uri: server, timezone: 'Z', dateStrings: ['DATE'] });
  await database.query(`CREATE DATABASE ${name}`);
  await database.changeUser({ database: name });
  const databaseUrl = withPath(server, name);
  const redisUrl = withPath(environment('TEST_REDIS_URL'), '4');
  const redis = new Redis(redisUrl);
  await redis.flushdb();
  const port = await freePort();
  const options = { databaseUrl, redisUrl, storageDir: join(folder, 'storage'), secretsDir: join(folder, 'secrets'), port, logsDir: join(folder, 'logs'), demo: false, nodeEnv: 'development' as const };
  const accountsFile = join(folder, 'accounts.json');
  let system: System | undefined;
  const stop = async (): Promise<void> => {
    await system?.stop();
    await database.query(`DROP DATABASE ${name}`);
    await database.end();
    await redis.quit();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    system = await startSystem(options);
    if (content === 'seed') {
      await serverCommand('main.demo.js', ['seed'], {
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
        STORAGE_URL: pathToFileURL(options.storageDir).href,
        SECRETS_DIR: options.secretsDir,
        PUBLIC_URL: `http://localhost:${port}`,
        DEMO_ACCOUNTS_FILE: accountsFile,
      });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const accounts = content === 'seed' ? (JSON.parse(await readFile(accountsFile, 'utf8')) as DemoAccount[]) : [];
  return { url: system.url, api: system.api, worker: system.worker, database, databaseUrl, redisUrl, redis, folder, accounts, stop };
}

/** Runs one of the server's commands to its end. */
export async function serverCommand(file: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  await run(process.execPath, [join(ROOT, 'apps/server/dist', file), ...args], { env: { ...process.env, NODE_ENV: 'test', ...env } });
}

/** A port on loopback that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

/** An environment variable that the launcher sets for tests and benchmarks. */
export function environment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run through npm test or npm run bench`);
  return value;
}

function withPath(url: string, path: string): string {
  const changed = new URL(url);
  changed.pathname = `/${path}`;
  return changed.href;
}
