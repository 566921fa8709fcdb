import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RowDataPacket } from 'mysql2';
import { eventually } from './support/eventually.ts';
import { type PrivateSystem, startPrivateSystem } from './support/private-system.ts';

const DEMO = resolve(import.meta.dirname, '../../../apps/server/dist/main.demo.js');

/** Issue 2: the demo's videos are made and transcoded by the product's own worker while visitors are there. */
describe('the demo content', () => {
  let system: PrivateSystem;
  let maker: ChildProcess;

  beforeAll(async () => {
    system = await startPrivateSystem('seed');
    maker = spawn(process.execPath, [DEMO, 'media'], {
      env: {
        ...process.env,
        DATABASE_URL: system.databaseUrl,
        REDIS_URL: 'redis://127.0.0.1:1/0',
        STORAGE_URL: pathToFileURL(join(system.folder, 'storage')).href,
        SECRETS_DIR: join(system.folder, 'secrets'),
        PUBLIC_URL: system.url,
      },
      stdio: 'ignore',
    });
  });
  afterAll(async () => {
    if (maker && maker.exitCode === null) {
      maker.kill('SIGTERM');
      await once(maker, 'exit');
    }
    await system?.stop();
  });

  it('can be played one lesson after the other, and none of its lessons gets lost meanwhile', async () => {
    const announced = await count("state = 'announced'");
    expect(announced).toBeGreaterThanOrEqual(40);
    await eventually('two videos are ready', 120_000, async () => (await count("state = 'ready'")) >= 2);
    expect(await count('TRUE')).toBe(announced);
    const { items } = (await (await fetch(`${system.url}/api/courses?pageSize=50`)).json()) as { items: { lessonCount: number; preparing: number }[] };
    expect(items.some((course) => course.preparing < course.lessonCount)).toBe(true);
  });

  const count = async (condition: string): Promise<number> => {
    const [[row]] = await system.database.query<RowDataPacket[]>(`SELECT COUNT(*) AS n FROM media WHERE ${condition}`);
    return row!.n;
  };
});
