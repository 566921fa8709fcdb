import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { folderProblem } from '../bin/bootstrap/data-folder.mjs';
import { acquireLock } from '../bin/bootstrap/lock.mjs';
import { demoAccountsTable, readDemoAccounts } from './demo-accounts.ts';
import { LauncherFailure, usingFolder } from './failure.ts';
import { stopFamily } from './family.ts';
import { hasData } from './mariadb-data.ts';
import { ensureRequirements } from './packages.ts';
import { freePort } from './ports.ts';
import { requirementsFor } from './requirements.ts';
import { inParallel, type Run, untilAborted } from './run.ts';
import { ensureKeys } from './secrets.ts';
import { type GivenServices, type Services, startServices } from './services.ts';
import { readState, type State, updateState } from './state.ts';
import { type Crash, describeExit } from './supervisor.ts';
import { startSystem, type System } from './system.ts';
import type { Workspace } from './workspace.ts';

const PREFERRED_WEB_PORT = 8080;
const PREFERRED_MARIADB_PORT = 13_306;
const PREFERRED_REDIS_PORT = 16_379;

const MIB = 1024 * 1024;
/** Databases, demo videos and their renditions; below this the first start would end half-way. */
const FIRST_START_BYTES = 1536 * MIB;
/** Enough to start and to stop cleanly. */
const LATER_START_BYTES = 200 * MIB;

/** The order in which everything stops, and its longest wait before SIGKILL. */
const STOP_ORDER = ['demo', 'worker', 'api', 'redis', 'mariadb'];
const LEFTOVER_STOP_MS = 20_000;

/** Brings the workspace's code up to date. */
export type Build = (workspace: Workspace, folder: string, run: Pick<Run, 'signal' | 'progress'>) => Promise<void>;

/**
 * `npm start`: brings the whole system up on private services, says where it is, and keeps it running until it is told to stop.
 * @returns the status of the process
 * @throws {LauncherFailure} where a person has to put something right
 */
export async function start(workspace: Workspace, run: Run, build: Build): Promise<number> {
  await usingFolder(workspace.data, () => bringUp(workspace, run, build));
  await untilAborted(run.signal);
  return 0;
}

async function bringUp(workspace: Workspace, run: Run, build: Build): Promise<void> {
  const { data } = workspace;
  prepareFolder(data);
  const stateFile = join(data, 'state.json');
  run.cleanup.defer(takeStartLock(data, stateFile));
  run.cleanup.defer(() => endFamily(data));
  await stopLeftovers(data, run);

  const given = givenServices();
  await ensureRequirements(requirementsFor({ mariadb: given.databaseUrl === undefined, redis: given.redisUrl === undefined, tests: false }), join(data, 'logs'), run);
  const state = readState(stateFile);
  // The keys come before the database: where there is a database, there must be keys.
  const newestMasterKey = ensureKeys(join(data, 'secrets'), !state.hasKeys && !hasData(join(data, 'mariadb')), state.newestMasterKey);
  updateState(stateFile, { hasKeys: true, newestMasterKey });
  const onCrash = (crash: Crash): void => reportCrash(crash, run);
  const [services] = await inParallel(run.signal, [
    (signal: AbortSignal) =>
      startServices(
        {
          given,
          folder: data,
          account: 'own-database',
          preferredPorts: { mariadb: state.mariadbPort ?? PREFERRED_MARIADB_PORT, redis: state.redisPort ?? PREFERRED_REDIS_PORT },
          onCrash,
        },
        { ...run, signal },
      ),
    (signal: AbortSignal) => build(workspace, data, { ...run, signal }),
  ]);
  const port = await chooseWebPort(state, run);
  const system = await startSite({ workspace, run, services, port, seeded: isSeeded(services, state), onCrash });
  updateState(stateFile, {
    webPort: port,
    ...(services.mariadb ? { mariadbPort: services.mariadb.port, seededDatabase: services.mariadb.id } : {}),
    ...(services.redis ? { redisPort: services.redis.port } : {}),
  });
  announce(system.url, workspace, run);
}

function prepareFolder(data: string): void {
  for (const name of ['logs', 'run', 'storage', 'secrets']) mkdirSync(join(data, name), { recursive: true, mode: 0o700 });
  const { bavail, bsize } = statfsSync(data);
  const needed = hasData(join(data, 'mariadb')) ? LATER_START_BYTES : FIRST_START_BYTES;
  if (bavail * bsize < needed) {
    const { zh, en } = folderProblem(data, { code: 'ENOSPC' }) ?? { zh: '', en: '' };
    throw new LauncherFailure(`${zh}（至少要有 ${Math.round(needed / MIB)} MB 空间）`, `${en} (at least ${Math.round(needed / MIB)} MB are needed)`);
  }
}

/** @returns what gives the lock back */
function takeStartLock(data: string, stateFile: string): () => void {
  const lock = acquireLock(join(data, 'start.lock'));
  if ('release' in lock) return lock.release;
  const { webPort } = readState(stateFile);
  const address = webPort === undefined ? '' : ` http://localhost:${webPort}/`;
  throw new LauncherFailure(
    `这个文件夹里已有一个 npm start 在运行（进程 ${lock.heldBy}）${address}。要重新启动，先在它的窗口按 Ctrl-C。`,
    `Another npm start already runs in this folder (process ${lock.heldBy})${address}. To start anew, press Ctrl-C in its window first.`,
  );
}

/** What a launcher that was killed may have left, where the kernel could not end it. */
async function stopLeftovers(data: string, { progress }: Run): Promise<void> {
  const found = await stopFamily(data, STOP_ORDER, LEFTOVER_STOP_MS);
  if (found.length === 0) return;
  const names = [...new Set(found.map(({ name }) => name))].join('、');
  progress.say(`停止了上次留下的进程：${names} · Stopped what an earlier run had left: ${names}`);
}

/** After the ordered end nothing is left but what detached itself from its parent, such as an ffmpeg. */
async function endFamily(data: string): Promise<void> {
  await stopFamily(data, [], 0);
}

function givenServices(): GivenServices {
  const { DATABASE_URL, DATABASE_MIGRATION_URL, REDIS_URL } = process.env;
  return {
    ...(DATABASE_URL ? { databaseUrl: DATABASE_URL, migrationUrl: DATABASE_MIGRATION_URL || DATABASE_URL } : {}),
    ...(REDIS_URL ? { redisUrl: REDIS_URL } : {}),
  };
}

async function chooseWebPort(state: State, { progress }: Run): Promise<number> {
  const preferred = process.env.PORT ? Number(process.env.PORT) : (state.webPort ?? PREFERRED_WEB_PORT);
  if (!Number.isInteger(preferred) || preferred < 1 || preferred > 65_535) {
    throw new LauncherFailure('环境变量 PORT 应为 1 到 65535 的整数。', 'The environment variable PORT must be a whole number from 1 to 65535.');
  }
  const port = await freePort(preferred);
  if (port !== preferred) progress.say(`端口 ${preferred} 已被占用，改用 ${port}。 · Port ${preferred} is busy, ${port} is used instead.`);
  return port;
}

/** Only a database of our own can be known to have its demo content; another one is asked each time. */
function isSeeded({ mariadb }: Services, { seededDatabase }: State): boolean {
  return mariadb !== null && mariadb.id === seededDatabase;
}

async function startSite(parts: { workspace: Workspace; run: Run; services: Services; port: number; seeded: boolean; onCrash: (crash: Crash) => void }): Promise<System> {
  const { workspace, run, services, port, onCrash } = parts;
  const { data } = workspace;
  const titles = { migrate: '更新数据库结构 · Migrating the database', seed: '载入演示内容 · Loading the demo content', api: '启动网站 · Starting the site' };
  const system = await startSystem({
    databaseUrl: services.databaseUrl,
    migrationUrl: services.migrationUrl,
    redisUrl: services.redisUrl,
    storageDir: join(data, 'storage'),
    storageUrl: process.env.STORAGE_URL || undefined,
    secretsDir: join(data, 'secrets'),
    auditAnchorDir: process.env.AUDIT_ANCHOR_DIR || join(data, 'audit'),
    demoAccountsFile: demoAccountsFile(workspace),
    port,
    logsDir: join(data, 'logs'),
    demo: true,
    seeded: parts.seeded,
    workspace,
    family: data,
    onStep: (name, work) => run.progress.step(titles[name], work),
    onCrash,
    signal: run.signal,
  });
  run.cleanup.defer(() => system.stop());
  return system;
}

function demoAccountsFile({ data }: Workspace): string {
  return join(data, 'demo-accounts.json');
}

function reportCrash({ name, exit, restartInMs, lastLines }: Crash, { progress }: Run): void {
  const how = describeExit(exit);
  const after = (restartInMs / 1000).toFixed(1);
  progress.say(`${name} 意外结束（${how}），${after} 秒后重启。 · ${name} ended unexpectedly (${how}), starting again in ${after} s.`, ...lastLines.map((line) => `  ${line}`));
}

function announce(url: string, workspace: Workspace, { progress }: Run): void {
  const accounts = readDemoAccounts(demoAccountsFile(workspace));
  progress.say(
    '',
    '学习在线已就绪。 · The site is ready.',
    `  学习网站 Learner site  ${url}/`,
    `  管理后台 Console       ${url}/console/`,
    ...(accounts.length > 0 ? ['', '演示账号 · Demo accounts', ...demoAccountsTable(accounts).map((line) => `  ${line}`)] : []),
    '',
    `数据和日志在 ${workspace.data}，按 Ctrl-C 停止。 · Data and logs are in that folder, Ctrl-C stops.`,
  );
}
