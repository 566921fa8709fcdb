import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RowDataPacket } from 'mysql2';
import { eventually } from './support/eventually.ts';
import { uuidv7 } from './support/ids.ts';
import { type PrivateSystem, startPrivateSystem } from './support/private-system.ts';
import { makeVideo } from './support/video.ts';

const KILLS = 2;
const VIDEO_SECONDS = 40;

/** Issue 2 and reliability.md row 2. */
describe('kill -9 of the worker in the middle of transcoding', () => {
  let system: PrivateSystem;

  beforeAll(async () => {
    system = await startPrivateSystem('none');
  });
  afterAll(() => system?.stop());

  it('leaves no ffmpeg behind, and the video becomes ready by itself', async () => {
    const id = await queueVideo();
    const pids = new Set([system.worker.pid]);
    for (let kill = 1; kill <= KILLS; kill++) {
      await eventually(`run ${kill} encodes`, 60_000, async () => (await media(id)).fence >= kill && (await ffmpegs()).length > 0);
      system.worker.kill('SIGKILL');
      await eventually('no ffmpeg is left', 5000, async () => (await ffmpegs()).length === 0);
      expect(await visibleOutputs(id)).toEqual([]);
      await eventually('the worker is started again', 30_000, async () => !pids.has(system.worker.pid));
      pids.add(system.worker.pid);
    }
    const ready = await eventually('the video is ready', 90_000, async () => {
      const found = await media(id);
      return found.state === 'ready' && found;
    });
    expect(ready.fence).toBeGreaterThan(KILLS);
    expect(await visibleOutputs(id)).toEqual([String(ready.fence)]);
    const { masterFile } = JSON.parse(ready.output as string) as { masterFile: string };
    const folder = join(system.folder, 'storage', 'media', id, String(ready.fence));
    expect(await readFile(join(folder, masterFile), 'utf8')).toContain('#EXT-X-STREAM-INF');
  });

  /** A video as an upload leaves it: the file in storage, the row queued, the job in the outbox. */
  const queueVideo = async (): Promise<string> => {
    const id = uuidv7();
    const now = new Date();
    const file = join(system.folder, 'storage', 'uploads', id);
    await makeVideo(`${file}.mp4`, VIDEO_SECONDS, '1280x720');
    await system.database.query('INSERT INTO media (id, lesson_id, owner_account_id, file_name, bytes, state, source_key, fence, progress, created_at, queued_at) VALUES (?)', [
      [id, uuidv7(), uuidv7(), 'clip.mp4', 1, 'checking', `uploads/${id}.mp4`, 0, 0, now, now],
    ]);
    await system.database.query('INSERT INTO outbox (id, queue, name, job_id, payload, created_at) VALUES (?)', [
      [uuidv7(), 'media', 'check', `check-${id}-0`, JSON.stringify({ mediaId: id }), now],
    ]);
    return id;
  };

  const media = async (id: string): Promise<RowDataPacket> => {
    const [[row]] = await system.database.query<RowDataPacket[]>('SELECT * FROM media WHERE id = ?', [id]);
    return row!;
  };

  /** Folders of finished output that a player could be sent to. */
  const visibleOutputs = (id: string): Promise<string[]> => readdir(join(system.folder, 'storage', 'media', id)).catch(() => []);

  /** ffmpeg processes at work for this system. */
  const ffmpegs = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (/(^|\/)ffmpeg\0/.test(command) && command.includes(system.folder)) found.push(pid);
    }
    return found;
  };
});
