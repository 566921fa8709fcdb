import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LauncherFailure } from './failure.ts';
import { stopNamed } from './family.ts';
import { lastLines, type ProcessSpec, rotateLog, runToEnd } from './processes.ts';
import type { Report } from './progress.ts';
import { ensureKeys } from './secrets.ts';
import { type Crash, Supervised, type Supervision } from './supervisor.ts';
import { inheritedEnvironment, ownWorkspace, type Workspace } from './workspace.ts';

/** What a whole system is started on. */
export interface SystemOptions {
  databaseUrl: string;
  /** The same database, by the account that migrates it; without it the one of `databaseUrl` does. */
  migrationUrl?: string;
  redisUrl: string;
  storageDir: string;
  /** Holds the server's keys; those that are missing are made. */
  secretsDir: string;
  /** Where the audit log is anchored outside of the database; without it a folder of the storage. */
  auditAnchorDir?: string;
  port: number;
  logsDir: string;
  /** Whether to load the demo content, and to make its videos in the background. The server does so only in an empty database. */
  demo: boolean;
  /** The demo content is known to be loaded already; only its videos may be missing. */
  seeded?: boolean;
  /** Instead of `storageDir`. */
  storageUrl?: string;
  /** What the processes run as; without it as this one does, or for development. */
  nodeEnv?: 'development' | 'test' | 'production';
  /** Where the server leaves the demo accounts. */
  demoAccountsFile?: string;
  /** The workspace whose server runs; without it the one of this package. */
  workspace?: Workspace;
  /** The folder whose family the processes join; without it `logsDir`. */
  family?: string;
  /** Hears what the system is at before it is ready. */
  onStep?: SystemSteps;
  onCrash?: (crash: Crash) => void;
  signal?: AbortSignal;
}

/** Wraps each step of the start, for example to show it. */
export type SystemSteps = <T>(step: 'migrate' | 'seed' | 'api', work: (report: Report) => Promise<T>) => Promise<T>;

/** One process of a running system. */
export interface SystemProcess {
  /** Changes when the process is started again. */
  readonly pid: number;
  /** Sends a signal; the process is started again if it ends. */
  kill(signal: NodeJS.Signals): void;
}

/** A running system. */
export interface System {
  /** Without a slash at its end. */
  url: string;
  api: SystemProcess;
  worker: SystemProcess;
  /** Ends demo, worker and api, in this order. Services it was given go on. */
  stop(): Promise<void>;
}

/**
 * Options of Node for the worker, as docker/compose.yaml gives them too: the heap is collected before it grows. Without
 * this an import of 20 000 residents takes it from 154 to 319 MiB, nearly all of it garbage; with it from 129 to 141, as fast.
 */
const WORKER_OPTIONS = ['--optimize-for-size'];

const STOP_MS = { demo: 3000, worker: 8000, api: 5000 };

/**
 * Migrates the database, loads the demo content, and starts api and worker under supervision.
 * @returns the system, once the api says that it is ready
 * @throws {LauncherFailure} where a step fails; what had been started is ended
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const signal = options.signal ?? new AbortController().signal;
  const step: SystemSteps = options.onStep ?? ((_name, work) => work(() => undefined));
  ensureKeys(options.secretsDir, true);
  mkdirSync(options.storageDir, { recursive: true });
  await step('migrate', () => runTask(options, 'migrate', [], signal));
  if (options.demo && !options.seeded) await step('seed', (report) => runTask(options, 'demo', ['seed'], signal, report));

  const url = `http://localhost:${options.port}`;
  const started: Supervised[] = [];
  const stop = async (): Promise<void> => {
    for (const running of started.toReversed()) await running.stop();
    // What they have detached from themselves, such as an ffmpeg.
    await stopNamed(familyOf(options), ['demo', 'worker', 'api'], 0);
  };
  const start = async (how: Supervision): Promise<Supervised> => {
    rotateLog(logFileOf(options, how.spec.name));
    const running = await Supervised.start(how, signal);
    started.push(running);
    return running;
  };
  try {
    const { onCrash } = options;
    const api = await step('api', () =>
      start({ spec: serverProcess(options, 'api', 'api', []), isReady: () => isReady(options.port), stopWithinMs: STOP_MS.api, restart: 'always', onCrash }),
    );
    const worker = await start({ spec: serverProcess(options, 'worker', 'worker', []), stopWithinMs: STOP_MS.worker, restart: 'always', onCrash });
    if (options.demo) await start({ spec: serverProcess(options, 'demo', 'demo', ['media']), stopWithinMs: STOP_MS.demo, restart: 'on-failure', onCrash });
    return { url, api, worker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Runs a command of the server that ends by itself. */
async function runTask(options: SystemOptions, program: 'migrate' | 'demo', args: string[], signal: AbortSignal, onLine?: Report): Promise<void> {
  const name = [program, ...args].join('-');
  const logFile = logFileOf(options, name);
  rotateLog(logFile);
  const exit = await runToEnd({ ...serverProcess(options, name, program, args), onLine }, signal);
  if (exit.code === 0) return;
  throw new LauncherFailure(`服务器的 ${name} 一步失败，全部输出见 ${logFile}。`, `The server's step ${name} failed, its whole output is in ${logFile}.`, lastLines(logFile));
}

/** A process on a main file of the server. */
function serverProcess(options: SystemOptions, name: string, program: 'api' | 'worker' | 'migrate' | 'demo', args: string[]): ProcessSpec {
  const { root, node } = options.workspace ?? ownWorkspace();
  return {
    name,
    command: node,
    args: [...(program === 'worker' ? WORKER_OPTIONS : []), join(root, 'apps', 'server', 'dist', `main.${program}.js`), ...args],
    cwd: root,
    env: {
      ...inheritedEnvironment(),
      ...serverEnvironment(options, root),
      // No other process may know the account that can change the ledger.
      DATABASE_MIGRATION_URL: program === 'migrate' ? options.migrationUrl : undefined,
    },
    family: familyOf(options),
    output: { logFile: logFileOf(options, name) },
  };
}

function serverEnvironment(options: SystemOptions, root: string): NodeJS.ProcessEnv {
  return {
    NODE_ENV: options.nodeEnv ?? process.env.NODE_ENV ?? 'development',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    HOST: '127.0.0.1',
    PORT: String(options.port),
    PUBLIC_URL: `http://localhost:${options.port}`,
    DATABASE_URL: options.databaseUrl,
    REDIS_URL: options.redisUrl,
    STORAGE_URL: options.storageUrl ?? pathToFileURL(options.storageDir).href,
    SECRETS_DIR: options.secretsDir,
    WEB_ROOT: join(root, 'apps', 'web', 'dist'),
    CONSOLE_ROOT: join(root, 'apps', 'console', 'dist'),
    ...(options.auditAnchorDir === undefined ? {} : { AUDIT_ANCHOR_DIR: options.auditAnchorDir }),
    ...(options.demoAccountsFile === undefined ? {} : { DEMO_ACCOUNTS_FILE: options.demoAccountsFile }),
  };
}

function familyOf(options: SystemOptions): string {
  return options.family ?? options.logsDir;
}

function logFileOf(options: SystemOptions, name: string): string {
  return join(options.logsDir, `${name}.log`);
}

async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`, { signal: AbortSignal.timeout(5000) });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}
