import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { Progress, type Services, type System, startServices, startSystem } from '@xuexi/launcher';
import { freePort } from './private-system.ts';

const run = promisify(execFile);
const DIST = resolve(import.meta.dirname, '../../../../apps/server/dist');

/** A process that stops at boot needs a second or two; one that has started does not end. */
const END_MS = 60_000;

/** How a process of the server ended, and all that it said; status -1 where it had to be killed. */
export interface Ended {
  status: number;
  said: string;
}

/** A MariaDB and a Redis of one test file's own, with the accounts of `npm start`: their settings may be changed. */
export interface PrivateServices extends Services {
  folder: string;
  /** The client's options that reach the database as its root. */
  asRootOptions: readonly string[];
  /** Runs statements as the database's root. */
  asRoot(sql: string): Promise<void>;
  /** What a process of the server has to be told of this installation. */
  serverEnvironment: Record<'DATABASE_URL' | 'REDIS_URL' | 'STORAGE_URL' | 'SECRETS_DIR', string>;
  /** Runs a process of the server until it ends by itself. */
  untilItEnds(file: string, env?: NodeJS.ProcessEnv): Promise<Ended>;
  /** Migrates, and starts api and worker with the server's own account. */
  startSystem(redisUrl?: string): Promise<System>;
  stop(): Promise<void>;
}

/** @param mariadbSettings more arguments for its MariaDB */
export async function startPrivateServices(mariadbSettings: readonly string[] = []): Promise<PrivateServices> {
  const folder = await mkdtemp(join(tmpdir(), 'xuexi-services-'));
  const cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  const progress = new Progress({ write: () => undefined });
  const services = await startServices({ given: {}, folder, account: 'own-database', preferredPorts: {}, mariadbSettings }, { signal: new AbortController().signal, cleanup, progress });
  const [storageDir, secretsDir] = [join(folder, 'storage'), join(folder, 'keys')];
  const serverEnvironment = { DATABASE_URL: services.databaseUrl, REDIS_URL: services.redisUrl, STORAGE_URL: pathToFileURL(storageDir).href, SECRETS_DIR: secretsDir };
  const asRootOptions = ['--no-defaults', `--socket=${join(folder, 'mariadb', 'mariadb.sock')}`];
  return {
    ...services,
    folder,
    asRootOptions,
    asRoot: async (sql) => void (await run('mariadb', [...asRootOptions, '--execute', sql])),
    untilItEnds: async (file, env = {}) =>
      endOf(join(DIST, file), { ...process.env, NODE_ENV: 'production', PORT: String(await freePort()), ...serverEnvironment, ...env }),
    serverEnvironment,
    startSystem: async (redisUrl = services.redisUrl) => {
      const { databaseUrl, migrationUrl } = services;
      return startSystem({ databaseUrl, migrationUrl, redisUrl, storageDir, secretsDir, port: await freePort(), logsDir: join(folder, 'logs'), demo: false });
    },
    stop: () => cleanup.disposeAsync(),
  };
}

async function endOf(file: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  try {
    const { stdout, stderr } = await run(process.execPath, [file], { env, timeout: END_MS, killSignal: 'SIGKILL' });
    return { status: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number | null; stdout: string; stderr: string };
    return { status: code ?? -1, said: stdout + stderr };
  }
}
