import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { Progress, startServices, startSystem } from '@xuexi/launcher';
import { Redis } from 'ioredis';
import { eventually } from './eventually.ts';
import { freePort } from './private-system.ts';

const run = promisify(execFile);
const DIST = resolve(import.meta.dirname, '../../../../apps/server/dist');
const RESTART_MS = 100;
const READY_MS = 120_000;

interface Command {
  file: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** A process that is started again at once whenever it ends: the supervisor of the launcher would wait longer after each crash. */
export class Killable {
  kills = 0;
  private child: ChildProcess;
  private stopping = false;
  private readonly command: Command;

  constructor(command: Command) {
    this.command = command;
    this.child = this.spawn();
  }

  /** kill -9. @returns once it is dead; another is then on its way */
  async kill(): Promise<void> {
    const { child } = this;
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
    child.kill('SIGKILL');
    await ended;
    this.kills++;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }

  private spawn(): ChildProcess {
    const { file, args, cwd, env } = this.command;
    const child = spawn(file, args, { cwd, env, stdio: 'ignore' });
    child.once('exit', () => {
      setTimeout(() => {
        if (!this.stopping) this.child = this.spawn();
      }, RESTART_MS);
    });
    return child;
  }
}

/** A whole system of which every process may be killed: api and worker, and a MariaDB and a Redis of their own. */
export interface KillableSystem {
  url: string;
  folder: string;
  /** By the owner of the database. */
  databaseUrl: string;
  /** What a command of the server has to be told. */
  env: NodeJS.ProcessEnv;
  processes: Record<'api' | 'worker' | 'redis' | 'mariadb', Killable>;
  stop(): Promise<void>;
}

/** The launcher makes the data folders, the accounts, the keys and the tables; then its servers stop and ours go on with them. */
export async function startKillableSystem(): Promise<KillableSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'xuexi-kills-'));
  const [storageDir, secretsDir, logsDir] = [join(folder, 'storage'), join(folder, 'keys'), join(folder, 'logs')];
  const port = await freePort();
  const launched = new AsyncDisposableStack();
  const services = await startServices({ given: {}, folder, account: 'own-database', preferredPorts: {} }, { signal: new AbortController().signal, cleanup: launched, progress: new Progress({ write: () => undefined }) });
  const { databaseUrl, migrationUrl, redisUrl } = services;
  const system = await startSystem({ databaseUrl, migrationUrl, redisUrl, storageDir, secretsDir, port, logsDir, demo: false, nodeEnv: 'development' });
  await system.stop();
  const [mariadb, redis] = [await commandOf(await mariadbPid(folder)), await commandOf(await redisPid(redisUrl))];
  await launched.disposeAsync();

  const env = {
    ...process.env,
    NODE_ENV: 'development',
    LOG_LEVEL: 'warn',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    STORAGE_URL: pathToFileURL(storageDir).href,
    SECRETS_DIR: secretsDir,
  };
  const server = (file: string): Killable => new Killable({ file: process.execPath, args: [join(DIST, file)], cwd: folder, env });
  const processes = { mariadb: new Killable(mariadb), redis: new Killable(redis), api: server('main.api.js'), worker: server('main.worker.js') };
  const stop = async (): Promise<void> => {
    for (const name of ['worker', 'api', 'redis', 'mariadb'] as const) await processes[name].stop();
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await eventually('the api is ready', READY_MS, async () => (await fetch(`${url}/api/health/ready`).catch(() => null))?.status === 200);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, folder, databaseUrl: migrationUrl, env, processes, stop };
}

/** Runs a command of the server. @returns how it ended and what it said */
export async function commandEnds({ env }: KillableSystem, file: string, args: string[]): Promise<{ status: number; said: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, [join(DIST, file), ...args], { env });
    return { status: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, said: stdout + stderr };
  }
}

async function mariadbPid(folder: string): Promise<number> {
  return Number(await readFile(join(folder, 'mariadb', 'mariadb.pid'), 'utf8'));
}

async function redisPid(redisUrl: string): Promise<number> {
  const redis = new Redis(redisUrl);
  const info = await redis.info('server');
  redis.disconnect();
  return Number(/process_id:(\d+)/.exec(info)![1]);
}

/** How a running process was started. By the name that it was given: some programs are several, and go by it. */
async function commandOf(pid: number): Promise<Command> {
  const [cwd, line] = await Promise.all([readlink(`/proc/${pid}/cwd`), readFile(`/proc/${pid}/cmdline`, 'utf8')]);
  const [file, ...args] = line.split('\0').slice(0, -1) as [string, ...string[]];
  return { file, cwd, args, env: process.env };
}

/** Does something until it works, for as long as something else may be dead. */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + READY_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(RESTART_MS);
    }
  }
}
