import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { acquireLock, lockHolder } from '../bin/bootstrap/lock.mjs';
import { usingFolder } from './failure.ts';
import { stopFamily } from './family.ts';
import { ensureRequirements } from './packages.ts';
import { findChromium, requirementsFor } from './requirements.ts';
import type { Run } from './run.ts';
import { startServices } from './services.ts';
import { inheritedEnvironment, type Workspace } from './workspace.ts';

const LEFTOVER_STOP_MS = 5000;
const LOCK = 'owner.lock';
/** A developer's own services are never a test's. */
const NOT_FOR_TESTS = ['DATABASE_URL', 'DATABASE_MIGRATION_URL', 'REDIS_URL', 'STORAGE_URL', 'PORT', 'NODE_ENV'];

/** Private services for one run of tests or benchmarks. */
export interface TestSetup {
  /** Of this run alone; removed at its end. */
  folder: string;
  /** TEST_DATABASE_URL, TEST_REDIS_URL, CHROMIUM_PATH and what else a test may know. */
  env: NodeJS.ProcessEnv;
}

/**
 * Starts a MariaDB and a Redis for one run, in a folder and on ports of their own, beside whatever else runs. The cleanup stack ends them
 * and removes the folder.
 * @param mariadbSettings beside those that the server's SQL counts on
 * @throws {LauncherFailure} where the machine lacks something that cannot be installed
 */
export async function setUpTests(workspace: Workspace, run: Run, mariadbSettings: readonly string[] = []): Promise<TestSetup> {
  const parent = join(workspace.data, 'test');
  const folder = await usingFolder(workspace.data, () => ownFolder(parent, run));
  await ensureRequirements(requirementsFor({ mariadb: true, redis: true, tests: true }), join(folder, 'logs'), run);
  const services = await startServices({ given: {}, folder, account: 'all-databases', preferredPorts: {}, mariadbSettings }, run);
  const inherited = Object.entries(inheritedEnvironment()).filter(([name]) => !NOT_FOR_TESTS.includes(name));
  return {
    folder,
    env: {
      ...Object.fromEntries(inherited),
      TEST_DATABASE_URL: services.migrationUrl,
      TEST_REDIS_URL: services.redisUrl,
      CHROMIUM_PATH: findChromium() ?? '',
    },
  };
}

async function ownFolder(parent: string, { cleanup }: Run): Promise<string> {
  mkdirSync(parent, { recursive: true });
  await removeDeadRuns(parent);
  const folder = join(parent, randomUUID().slice(0, 8));
  mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
  acquireLock(join(folder, LOCK));
  cleanup.defer(async () => {
    await stopFamily(folder, [], 0);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Of runs that were killed: their processes, where the kernel could not end them, and their folders. */
async function removeDeadRuns(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    if (!existsSync(join(folder, LOCK)) || lockHolder(join(folder, LOCK)) !== null) continue;
    await stopFamily(folder, [], LEFTOVER_STOP_MS);
    rmSync(folder, { recursive: true, force: true });
  }
}
