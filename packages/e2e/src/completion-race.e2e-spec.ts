import { Agent, request } from 'node:http';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RowDataPacket } from 'mysql2';
import { startServer, stopServer } from '../bench/process.ts';
import { delayingProxy } from './support/delaying-proxy.ts';
import { uuidv7 } from './support/ids.ts';
import { type PrivateSystem, freePort, startPrivateSystem } from './support/private-system.ts';
import { type Watcher, insertPublishedLesson, insertWatchers } from './support/watchers.ts';

const API = resolve(import.meta.dirname, '../../../apps/server/dist/main.api.js');
const LEARNERS = 1000;
/** Reports of one learner that are under way at once, half of them at each process. Each would complete the lesson. */
const REPORTS = 64;
/** Learners who are at it at the same time. */
const AT_ONCE = 16;
/** What the bucket of an opening pays for, so that one report covers the whole lesson. */
const LESSON_SECONDS = 4;

interface Opened extends Watcher {
  playSessionId: string;
}

describe('64 completions at once of each of 1 000 learners, over two api processes', () => {
  let system: PrivateSystem;

  beforeAll(async () => {
    system = await startPrivateSystem('none');
  });
  afterAll(() => system.stop());

  it('make 1 000 entries, though there is time between looking for one and writing it', async () => {
    await using cleanup = new AsyncDisposableStack();
    // The gap is where a second completion would have to slip in: the key was looked for, and the entry is not there yet.
    const proxy = cleanup.use(await delayingProxy(system.databaseUrl, 'INSERT INTO `credit_entry`', () => 2 + Math.random() * 6));
    const startApi = async (): Promise<string> => {
      const port = await freePort();
      const env = { NODE_ENV: 'production', LOG_LEVEL: 'warn', HOST: '127.0.0.1', DATABASE_URL: proxy.databaseUrl, REDIS_URL: 'redis://127.0.0.1:1/0', STORAGE_URL: `file://${join(system.folder, 'storage')}`, SECRETS_DIR: join(system.folder, 'secrets') };
      const server = await startServer(API, env, port, '/api/health/ready');
      cleanup.defer(() => stopServer(server));
      return `http://127.0.0.1:${port}`;
    };
    const origins = [await startApi(), await startApi()];
    const agent = new Agent({ keepAlive: true, maxSockets: (AT_ONCE * REPORTS) / origins.length });
    cleanup.defer(async () => agent.destroy());
    const waiting = await openSessions(system);
    const statuses = new Map<number | undefined, number>();
    const learnerByLearner = async (): Promise<void> => {
      for (let learner = waiting.pop(); learner; learner = waiting.pop()) {
        const { cookie, playSessionId } = learner;
        const answers = Array.from({ length: REPORTS }, (_, i) => report(agent, `${origins[i % 2]}/api/play-sessions/${playSessionId}/reports`, cookie, i + 1));
        for (const status of await Promise.all(answers)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, learnerByLearner));

    expect([...statuses]).toEqual([[200, LEARNERS * REPORTS]]);
    expect(proxy.delayed()).toBeGreaterThan(0);
    const [entries] = await system.database.query<RowDataPacket[]>('SELECT COUNT(*) AS entries, COUNT(DISTINCT person_id) AS learners, COUNT(DISTINCT idempotency_key) AS entryKeys, CAST(SUM(units) AS SIGNED) AS units, MAX(sequence) AS longest FROM credit_entry');
    expect(entries).toEqual([{ entries: LEARNERS, learners: LEARNERS, entryKeys: LEARNERS, units: LEARNERS * LESSON_SECONDS * 40, longest: 1 }]);
    const [completions] = await system.database.query<RowDataPacket[]>('SELECT COUNT(*) AS n FROM lesson_completion');
    expect(completions).toEqual([{ n: LEARNERS }]);
  });
});

/** Every learner with the lesson open, as openings leave it. */
async function openSessions({ database }: PrivateSystem): Promise<Opened[]> {
  const lesson = await insertPublishedLesson(database, LESSON_SECONDS);
  const [[place]] = await database.query<RowDataPacket[]>('SELECT course_version_id FROM course_version_lesson WHERE lesson_version_id = ?', [lesson]);
  const opened = (await insertWatchers(database, LEARNERS)).map((watcher): Opened => ({ ...watcher, playSessionId: uuidv7() }));
  const now = new Date();
  const later = new Date(now.getTime() + 600_000);
  await database.query('INSERT INTO watch_clock (person_id, parts, last_at, session_id, lease_at) VALUES ?', [opened.map(({ personId, playSessionId }) => [personId, 10_000, now, playSessionId, now])]);
  await database.query('INSERT INTO play_session (id, person_id, lesson_version_id, course_version_id, duration_seconds, opened_at, last_seq, presence_due_at, presence_limit_ms) VALUES ?', [
    opened.map(({ personId, playSessionId }) => [playSessionId, personId, lesson, place!.course_version_id, LESSON_SECONDS, now, -1, later, 120_000]),
  ]);
  return opened;
}

/** Reports the whole lesson. @returns the status of the answer */
function report(agent: Agent, url: string, cookie: string, seq: number): Promise<number | undefined> {
  const body = JSON.stringify({ seq, ranges: [[0, LESSON_SECONDS]], rate: 1, position: LESSON_SECONDS });
  return new Promise((done, failed) => {
    const sent = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': body.length, cookie } }, (answer) => {
      answer.resume().on('end', () => done(answer.statusCode)).on('error', failed);
    });
    sent.on('error', failed);
    sent.end(body);
  });
}
