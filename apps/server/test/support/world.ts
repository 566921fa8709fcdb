import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Config } from '../../src/platform/config/config.js';
import { type TestApi, startApi } from './test-api.js';
import { TestClock } from './test-clock.js';
import { testConfig } from './test-config.js';
import { createTestDatabase } from './test-database.js';

/** An installation of its own for one test file: database, storage, keys, clock and a running api. */
export interface World {
  config: Config;
  clock: TestClock;
  /** Reads and writes beside the api: what is seen here has been committed. */
  db: DataSource;
  api: TestApi;
  /** Another process's worth of api over the same database, storage and clock. */
  startAnotherApi(): Promise<TestApi>;
  close(): Promise<void>;
}

/** @param at where its clock stands */
export async function createWorld(at = '2026-03-10T09:00:00+08:00'): Promise<World> {
  await using undo = new AsyncDisposableStack();
  const clock = new TestClock(at);
  const database = await createTestDatabase();
  undo.defer(() => database.drop());
  const storageDir = await mkdtemp(join(tmpdir(), 'xuexi-test-'));
  undo.defer(() => rm(storageDir, { recursive: true, force: true }));
  const config = testConfig({ databaseUrl: database.url, storageDir });
  const start = async () => {
    const api = await startApi(config, clock);
    started.defer(() => api.close());
    return api;
  };
  const started = undo.use(new AsyncDisposableStack());
  const api = await start();
  const cleanup = undo.move();
  return { config, clock, db: database.dataSource, api, startAnotherApi: start, close: () => cleanup.disposeAsync() };
}
