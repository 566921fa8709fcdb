import { createHash, randomBytes, randomInt } from 'node:crypto';
import { link, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RowDataPacket } from 'mysql2';
import { type Measured, startServer, stopServer } from '../bench/process.ts';
import { API } from '../bench/stage.ts';
import { type Instructor, insertInstructor } from './support/instructors.ts';
import { type PrivateSystem, freePort, startPrivateSystem } from './support/private-system.ts';
import { seededRandom } from './support/seeded-random.ts';
import { type Accident, TusUpload } from './support/tus-client.ts';

const FILE_BYTES = 24 * 1024 * 1024;
const CHUNK_BYTES = 160 * 1024;
const CUTS = 200;
const KILLS = 20;
const LONGEST_PAUSE_MS = 8;

/** One of the api processes, started again after each kill. */
class Api {
  readonly url: string;
  private readonly start: () => Promise<Measured>;
  private running: Promise<Measured>;

  private constructor(url: string, start: () => Promise<Measured>) {
    this.url = url;
    this.start = start;
    this.running = start();
  }

  static async on(env: Record<string, string>): Promise<Api> {
    const port = await freePort();
    const api = new Api(`http://127.0.0.1:${port}`, () => startServer(API, env, port, '/api/health/ready'));
    await api.running;
    return api;
  }

  async kill(): Promise<void> {
    const { child } = await this.running;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
    this.running = this.start();
  }

  async stop(): Promise<void> {
    await stopServer(await this.running);
  }
}

/** Issue 4 and reliability.md row 8. */
describe('an upload whose line is cut and whose servers are killed', () => {
  let system: PrivateSystem;
  let instructor: Instructor;
  let apis: Api[];

  beforeAll(async () => {
    system = await startPrivateSystem('none');
    instructor = await insertInstructor(system.database);
    const env = {
      NODE_ENV: 'production',
      LOG_LEVEL: 'fatal',
      HOST: '127.0.0.1',
      DATABASE_URL: system.databaseUrl,
      REDIS_URL: 'redis://127.0.0.1:1/0',
      STORAGE_URL: `file://${join(system.folder, 'storage')}`,
      SECRETS_DIR: join(system.folder, 'secrets'),
      UPLOAD_RESERVE_GIB: '0',
    };
    apis = [await Api.on(env), await Api.on(env)];
  });
  afterAll(async () => {
    for (const api of apis ?? []) await api.stop();
    await system?.stop();
  });

  it(`arrives whole after ${CUTS} cuts and ${KILLS} kills, with at most one chunk sent again each time`, async () => {
    const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
    process.stdout.write(`upload-survives: SEED=${seed}\n`);
    const random = seededRandom(seed);
    const file = randomBytes(FILE_BYTES);
    const upload = await TusUpload.begin(apis[0]!.url, instructor.cookie, instructor.lessonId, file);
    const stored = join(system.folder, 'storage/uploads', upload.id);
    // The same file under another name: what becomes of it is seen, whatever the worker does with it.
    await link(stored, join(system.folder, 'kept'));

    const accidents = random.shuffled([...Array<'cut'>(CUTS).fill('cut'), ...Array<'kill'>(KILLS).fill('kill')]);
    let at = random.below(apis.length);
    let offset = 0;
    let furthest = 0;
    for (const kind of accidents) {
      const api = apis[at]!;
      const afterBytes = random.below(CHUNK_BYTES);
      const pauseMs = random.below(LONGEST_PAUSE_MS);
      const accident: Accident = { afterBytes, happen: () => (kind === 'kill' ? api.kill() : delay(pauseMs)) };
      // 409: of the chunk before, more had reached a server than it had written when it was asked.
      expect([null, 409]).toContain(await upload.send(api.url, offset, CHUNK_BYTES, accident));
      furthest = Math.max(furthest, offset + afterBytes);
      // Where a server was killed, another goes on with what it had in hand.
      if (kind === 'kill' || random.below(4) === 0) at = (at + 1) % apis.length;
      const kept = await upload.offset(apis[at]!.url);
      // What was once acknowledged stays, so that what is sent again is at most this chunk; and nothing is there that was not sent.
      expect(kept).toBeGreaterThanOrEqual(offset);
      expect(kept).toBeLessThanOrEqual(furthest);
      offset = kept;
    }
    while (offset < file.length) {
      if ((await upload.send(apis[at]!.url, offset, CHUNK_BYTES)) === 409) offset = await upload.offset(apis[at]!.url);
      else offset = Math.min(file.length, offset + CHUNK_BYTES);
    }

    expect(upload.sentBytes - file.length).toBeLessThanOrEqual((CUTS + KILLS + 1) * CHUNK_BYTES);
    expect(sha256(await readFile(join(system.folder, 'kept')))).toBe(sha256(file));
    const [media] = await rows('SELECT state, declared_sha256 FROM media');
    expect(media).toMatchObject({ declared_sha256: sha256(file) });
    expect(media!.state).not.toBe('uploading');
    expect(await rows('SELECT id FROM outbox WHERE job_id LIKE ?', `%${upload.id}%`)).toHaveLength(1);
    process.stdout.write(`upload-survives: ${((upload.sentBytes - file.length) / 1024 / 1024).toFixed(1)} MiB of ${FILE_BYTES / 1024 / 1024} MiB sent again\n`);
  });

  const rows = async (sql: string, ...parameters: string[]): Promise<RowDataPacket[]> => {
    const [found] = await system.database.query<RowDataPacket[]>(sql, parameters);
    return found;
  };
});

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
