import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { stubWorkspace, until } from '../test/launched.ts';
import { findFamily } from './family.ts';
import { Progress } from './progress.ts';
import type { Run } from './run.ts';
import { startSystem } from './system.ts';
import { setUpTests } from './test-setup.ts';
import { freePort } from './ports.ts';
import { workspaceAt } from './workspace.ts';

let stub: ReturnType<typeof stubWorkspace>;
let run: Run;

beforeEach(() => {
  stub = stubWorkspace();
  run = { signal: new AbortController().signal, cleanup: new AsyncDisposableStack(), progress: new Progress({ write: () => undefined }) };
});
afterEach(async () => {
  await run.cleanup.disposeAsync();
  stub.remove();
});

describe('the set-up of a test run', () => {
  it('gives services of its own that may make databases, removes a dead run, and leaves nothing', async () => {
    const dead = join(stub.data, 'test', 'dead');
    mkdirSync(dead, { recursive: true });
    writeFileSync(join(dead, 'owner.lock'), JSON.stringify({ pid: spawnSync('true').pid, identity: 'gone' }));
    process.env.DATABASE_URL = 'mysql://developer@elsewhere/own';
    const { folder, env } = await setUpTests(workspaceAt(stub.root), run).finally(() => delete process.env.DATABASE_URL);

    expect(existsSync(dead)).toBe(false);
    expect(env).not.toHaveProperty('DATABASE_URL');
    expect(env.TEST_REDIS_URL).toMatch(/^redis:\/\/:/);
    const connection = await createConnection(env.TEST_DATABASE_URL ?? '');
    await connection.query('CREATE DATABASE another_one');
    await connection.end();
    expect(findFamily(folder).map(({ name }) => name).sort()).toEqual(['mariadb', 'redis']);

    await run.cleanup.disposeAsync();
    expect(readdirSync(join(stub.data, 'test'))).toEqual([]);
  });
});

describe('startSystem', () => {
  it('runs a whole system on given services, brings back what is killed, and stops', async () => {
    const workspace = workspaceAt(stub.root);
    const folder = join(stub.root, 'system');
    mkdirSync(folder);
    const system = await startSystem({
      databaseUrl: 'mysql://given',
      redisUrl: 'redis://given',
      storageDir: join(folder, 'storage'),
      secretsDir: join(folder, 'secrets'),
      port: await freePort(),
      logsDir: join(folder, 'logs'),
      demo: false,
      workspace,
    });
    const told = async () => (await (await fetch(`${system.url}/`)).json()) as { pid: number; databaseUrl: string };
    expect(await told()).toMatchObject({ pid: system.api.pid, databaseUrl: 'mysql://given' });
    const before = system.api.pid;
    system.api.kill('SIGKILL');
    let after = before;
    while (after === before) after = await told().then(({ pid }) => pid, () => before);
    expect(after).toBe(system.api.pid);
    await until(() => findFamily(join(folder, 'logs')).filter(({ name }) => name === 'worker').length === 2);
    await system.stop();
    // Also not the child that the stub's worker has detached from itself.
    expect(findFamily(join(folder, 'logs'))).toEqual([]);
    await expect(told()).rejects.toThrow('fetch failed');
  });
});
