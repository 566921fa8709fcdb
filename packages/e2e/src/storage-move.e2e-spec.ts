import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from './support/eventually.ts';

const COMMAND = join(import.meta.dirname, '..', '..', '..', 'apps', 'server', 'dist', 'main.storage-move.js');
const FILES = 600;
const KILLS = 3;

/** Moving an installation to another storage is one command that may die at any point. */
describe('kill -9 of the move of a storage', () => {
  let folder: string;
  let from: string;
  let to: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xuexi-move-'));
    [from, to] = [join(folder, 'from'), join(folder, 'to')];
    for (let i = 0; i < FILES; i++) {
      const file = join(from, 'media', String(i % 7), '1', `${i}.m4s`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, Buffer.alloc(20_000 + i, i));
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('leaves whole files only, and the next run brings the rest', async () => {
    for (let kill = 1; kill <= KILLS; kill++) {
      const move = start();
      const arrived = (kill * FILES) / (KILLS + 2);
      await eventually(`${arrived} files have arrived`, 60_000, async () => (await filesBelow(to)).length >= arrived || move.exitCode !== null);
      expect(move.exitCode).toBeNull();
      const ended = once(move, 'exit');
      move.kill('SIGKILL');
      await ended;
      for (const file of await filesBelow(to)) if (file.endsWith('.m4s')) expect([file, await same(file)]).toEqual([file, true]);
    }
    const last = start();
    const [status] = (await once(last, 'exit')) as [number | null];
    expect(status).toBe(0);
    const arrived = (await filesBelow(to)).filter((file) => file.endsWith('.m4s'));
    expect(arrived).toHaveLength(FILES);
    for (const file of arrived) expect([file, await same(file)]).toEqual([file, true]);
  });

  function start(): ChildProcess {
    const env = { STORAGE_URL: pathToFileURL(`${from}/`).href, SECRETS_DIR: folder, PATH: process.env.PATH };
    return spawn(process.execPath, [COMMAND, '--to', pathToFileURL(`${to}/`).href], { env, stdio: 'ignore' });
  }

  async function same(file: string): Promise<boolean> {
    return (await readFile(join(to, file))).equals(await readFile(join(from, file)));
  }
});

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
