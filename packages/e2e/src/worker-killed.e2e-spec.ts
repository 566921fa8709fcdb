import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, readFile, readdir, readlink, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RowDataPacket } from 'mysql2';
import { eventually } from './support/eventually.ts';
import { uuidv7 } from './support/ids.ts';
import { type PrivateSystem, startPrivateSystem } from './support/private-system.ts';
import { seededRandom } from './support/seeded-random.ts';
import { makeVideo } from './support/video.ts';

const WORKER = resolve(import.meta.dirname, '../../../apps/server/dist/main.worker.js');
const KILLS = 20;
/** So many uploads have something left to do whenever a worker is killed. */
const AT_WORK = 3;
const LOOK_EVERY_MS = 50;
/** The earliest kill, after the worker was started. */
const FIRST_KILL_MS = 200;

/** Issues 2 and 4, and reliability.md row 2. */
describe('kill -9 of the worker', () => {
  let system: PrivateSystem;
  let clip: string;

  beforeAll(async () => {
    system = await startPrivateSystem('none');
    clip = join(system.folder, 'clip.mp4');
    await makeVideo(clip, 3, '160x120');
  });
  afterAll(() => system?.stop());

  it('in the middle of transcoding leaves no ffmpeg behind and begins again by itself; a cancelled transcode leaves none either', async () => {
    const film = join(system.folder, 'film.mp4');
    await makeVideo(film, 25, '1280x720');
    const id = await upload(film);
    await eventually('it is being transcoded', 120_000, async () => (await media(id)).state === 'transcoding' && (await ffmpegs()).length > 0);
    const { pid } = system.worker;
    system.worker.kill('SIGKILL');
    await eventually('no ffmpeg is left', 5000, async () => (await ffmpegs()).length === 0);
    await eventually('the worker is started again', 30_000, async () => system.worker.pid !== pid);
    await eventually('it is transcoded again', 90_000, async () => (await ffmpegs()).length > 0);
    await system.database.query("UPDATE media SET state = 'cancelled', fence = fence + 1 WHERE id = ?", [id]);
    await eventually('no ffmpeg is left', 5000, async () => (await ffmpegs()).length === 0);
    expect((await media(id)).state).toBe('cancelled');
  });

  it(`at ${KILLS} random moments, from its start to the end of a transcode, lets every video become ready by itself, and shows nothing half at any time`, async () => {
    const seed = randomInt(2 ** 31);
    const random = seededRandom(seed);
    process.stderr.write(`worker-killed: seed ${seed}\n`);
    // Only workers that this test starts itself are at work: the supervisor waits longer after each crash.
    system.worker.kill('SIGSTOP');
    const halves = new Set<string>();
    const watching = new AbortController();
    const watch = (async () => {
      while (!watching.signal.aborted) {
        for (const half of await halvesShown()) halves.add(half);
        await delay(LOOK_EVERY_MS);
      }
    })();
    try {
      const ids = [await upload(clip)];
      const whole = await timeUntilReady();
      for (const part of random.shuffled([...Array(KILLS).keys()])) {
        while ((await unfinished()).length < AT_WORK) ids.push(await upload(clip));
        const worker = startWorker();
        const partMs = Math.ceil((whole - FIRST_KILL_MS) / KILLS);
        await delay(FIRST_KILL_MS + part * partMs + random.below(partMs));
        worker.kill('SIGKILL');
        await once(worker, 'exit');
        await eventually('no ffmpeg is left', 5000, async () => (await ffmpegs()).length === 0);
      }
      await timeUntilReady();
      for (const id of ids) {
        const { state, output, output_prefix: prefix } = await media(id);
        expect([id, state]).toEqual([id, 'ready']);
        const { masterFile } = JSON.parse(output as string) as { masterFile: string };
        expect(await whatIsMissing(join(system.folder, 'storage', prefix as string, masterFile))).toBeNull();
      }
    } finally {
      watching.abort();
      await watch;
      system.worker.kill('SIGCONT');
    }
    expect([...halves]).toEqual([]);
  });

  const startWorker = (): ChildProcess =>
    spawn(process.execPath, ['--optimize-for-size', WORKER], {
      stdio: 'ignore',
      env: {
        ...process.env,
        NODE_ENV: 'development',
        DATABASE_URL: system.databaseUrl,
        REDIS_URL: system.redisUrl,
        STORAGE_URL: pathToFileURL(join(system.folder, 'storage')).href,
        SECRETS_DIR: join(system.folder, 'secrets'),
      },
    });

  /** How long a worker takes from its start until everything is ready, in milliseconds. */
  const timeUntilReady = async (): Promise<number> => {
    const begun = performance.now();
    const worker = startWorker();
    await eventually('every video is ready', 180_000, async () => (await unfinished()).length === 0);
    const took = performance.now() - begun;
    worker.kill('SIGTERM');
    await once(worker, 'exit');
    return took;
  };

  /** An upload that has just arrived: the file in storage, the row checking, the job in the outbox. */
  const upload = async (file: string): Promise<string> => {
    const id = uuidv7();
    const now = new Date();
    const sha256 = createHash('sha256').update(await readFile(file)).digest('hex');
    await copyFile(file, join(system.folder, 'storage', 'uploads', id));
    await system.database.query('INSERT INTO media (id, lesson_id, owner_account_id, file_name, bytes, state, source_key, declared_sha256, fence, progress, created_at, queued_at) VALUES (?)', [
      [id, uuidv7(), uuidv7(), 'clip.mp4', 1, 'checking', `uploads/${id}`, sha256, 0, 0, now, now],
    ]);
    await system.database.query('INSERT INTO outbox (id, queue, name, job_id, payload, created_at) VALUES (?)', [
      [uuidv7(), 'mediaChecks', 'check', `check-${id}-0`, JSON.stringify({ mediaId: id }), now],
    ]);
    return id;
  };

  const media = async (id: string): Promise<RowDataPacket> => {
    const [[row]] = await system.database.query<RowDataPacket[]>('SELECT * FROM media WHERE id = ?', [id]);
    return row!;
  };

  const unfinished = async (): Promise<RowDataPacket[]> => {
    const [rows] = await system.database.query<RowDataPacket[]>("SELECT id FROM media WHERE state IN ('checking', 'queued', 'transcoding')");
    return rows;
  };

  /** Playlists that a player could be sent to, of which something is not there or cut off. */
  const halvesShown = async (): Promise<string[]> => {
    const root = join(system.folder, 'storage', 'media');
    const files = await readdir(root, { recursive: true }).catch(() => []);
    const masters = files.filter((file) => /^[^/]+\/\d+\/[^/]+\.m3u8$/.test(file));
    const missing = await Promise.all(masters.map((file) => whatIsMissing(join(root, file))));
    return missing.filter((what) => what !== null);
  };

  /** ffmpeg processes at work for this system: they name its folder, or stand in it where a tool gets its files open. */
  const ffmpegs = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (!/(^|\/)ffmpeg\0/.test(command)) continue;
      const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
      if (command.includes(system.folder) || folder.startsWith(system.folder)) found.push(pid);
    }
    return found;
  };
});

/** What a playlist names that is not whole; null where all of it is. */
async function whatIsMissing(playlist: string): Promise<string | null> {
  const text = await readFile(playlist, 'utf8');
  const isMaster = text.includes('#EXT-X-STREAM-INF');
  if (!isMaster && !text.includes('#EXT-X-ENDLIST')) return `${playlist} has no end`;
  const named = [...text.matchAll(/^(?!#)(\S+)$/gm), ...text.matchAll(/URI="([^"]+)"/g)].map(([, file]) => join(dirname(playlist), file!));
  for (const file of named) {
    if (((await stat(file).catch(() => null))?.size ?? 0) === 0) return `${file} of ${playlist} is not there or empty`;
    const below = file.endsWith('.m3u8') ? await whatIsMissing(file) : null;
    if (below !== null) return below;
  }
  return null;
}
