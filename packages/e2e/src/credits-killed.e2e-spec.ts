import { createHash, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Coverage, contains, creditYear } from '@xuexi/domain';
import type { RowDataPacket } from 'mysql2';
import { type Connection, createConnection } from 'mysql2/promise';
import { askForClosing, fillYear, forgetClosings } from '../bench/credits-closing.ts';
import { AcknowledgedFile } from './support/acknowledged.ts';
import { eventually } from './support/eventually.ts';
import { uuidv7 } from './support/ids.ts';
import { type KillableSystem, commandEnds, persistently, startKillableSystem } from './support/killable-system.ts';
import { RestlessPlayer } from './support/restless-player.ts';
import { seededRandom } from './support/seeded-random.ts';
import { insertPublishedLesson, insertWatchers } from './support/watchers.ts';

/** Of each process. The many of a release: `CREDIT_KILLS=40`. */
const KILLS = Number(process.env.CREDIT_KILLS ?? 3);
const WATCHERS = 20;
const LESSON_SECONDS = 10;
/** A learner may finish so many while one process is killed and comes back. */
const LESSONS_A_KILL = 4;
/** Some shards. */
const STATED = 25_000;
const LONGEST_UNHURT_MS = 1_000;
const BACK_WITHIN_MS = 60_000;
const CLOSED_WITHIN_MS = 180_000;

/** Reliability.md rows 1 to 4: what was acknowledged stands in a file of the learners'; afterwards the database is compared with it. */
describe(`kill -9 of api, worker, Redis and MariaDB, ${KILLS} times each, while ${WATCHERS} watch and a year is closed again and again`, () => {
  let system: KillableSystem;
  let oracle: AcknowledgedFile;
  let players: RestlessPlayer[];
  let lessons: string[];

  beforeAll(async () => {
    system = await startKillableSystem();
    oracle = await AcknowledgedFile.create(join(system.folder, 'acknowledged'));
    const database = await connect();
    await fillYear(database, STATED);
    const watchers = await insertWatchers(database, WATCHERS);
    lessons = [];
    await database.beginTransaction();
    for (let i = 0; i < LESSONS_A_KILL * (KILLS * 4 + 1); i++) lessons.push(await insertPublishedLesson(database, LESSON_SECONDS));
    await database.commit();
    await database.end();
    players = watchers.map((watcher) => new RestlessPlayer(system.url, watcher, oracle));
  });
  afterAll(() => system?.stop());

  it(
    'loses no acknowledged second, loses and doubles no entry, and comes to the same statements every time',
    async () => {
      const seed = randomInt(2 ** 31);
      process.stderr.write(`credits-killed: seed ${seed}\n`);
      const unhurt = await closeOnce();
      expect(unhurt.statements).toBe(STATED);
      const over = new AbortController();
      const closings = closeUntil(over.signal);
      const watching = Promise.all(players.map((player) => player.watch(lessons, LESSON_SECONDS, over.signal)));
      // Whoever gives up says so at once.
      const failed = Promise.all([closings, watching]);
      await Promise.race([failed, killAll(seed)]);
      over.abort();
      await watching;
      const closed = await closings;

      for (const one of closed) expect(one).toEqual(unhurt);
      expect(closed.length).toBeGreaterThan(0);
      expect(players.reduce((sum, player) => sum + player.unanswered, 0)).toBeGreaterThan(0);
      const told = await expectEverythingThere();
      await withDatabase(forgetWhoWasFilledIn);
      expect(await commandEnds(system, 'main.credits-recompute.js', ['--year', String(creditYear(Date.now()))])).toMatchObject({ status: 0 });
      expect(await rows('SELECT e.person_id FROM credit_head h JOIN credit_entry e ON e.person_id = h.person_id AND e.sequence = h.sequence AND e.hash = h.hash')).toHaveLength(WATCHERS);
      process.stderr.write(`credits-killed: ${KILLS * 4} kills, ${told.acknowledgements} reports acknowledged, ${told.unanswered} not answered, ${told.entries} entries, ${closed.length} closings\n`);
    },
    120_000 + KILLS * 4 * BACK_WITHIN_MS,
  );

  const connect = (): Promise<Connection> => createConnection({ uri: system.databaseUrl, timezone: 'Z', dateStrings: ['DATE'] });

  /** A connection for one thing, however often it is cut. */
  const withDatabase = <T>(work: (database: Connection) => Promise<T>): Promise<T> =>
    persistently(async () => {
      const database = await connect();
      try {
        return await work(database);
      } finally {
        database.destroy();
      }
    });

  const rows = (sql: string, values: unknown[] = []): Promise<RowDataPacket[]> => withDatabase(async (database) => (await database.query<RowDataPacket[]>(sql, values))[0]);

  /** In turn, but none knows when; each time all watchers are answered again before the next. */
  const killAll = async (seed: number): Promise<void> => {
    const random = seededRandom(seed);
    for (let round = 0; round < KILLS; round++) {
      for (const name of random.shuffled(['api', 'worker', 'redis', 'mariadb'] as const)) {
        await delay(random.below(LONGEST_UNHURT_MS));
        await system.processes[name].kill();
        const before = players.map((player) => player.acknowledgements);
        await eventually(`after kill ${round + 1} of ${name} everyone is answered again`, BACK_WITHIN_MS, async () => players.every((player, i) => player.acknowledgements > before[i]!));
      }
    }
  };

  const closeUntil = async (signal: AbortSignal): Promise<Closed[]> => {
    const closed: Closed[] = [];
    do closed.push(await closeOnce());
    while (!signal.aborted);
    return closed;
  };

  /** Closes the year as if it never had been. */
  const closeOnce = async (): Promise<Closed> => {
    const id = uuidv7();
    await withDatabase(forgetClosings);
    await withDatabase((database) => askForClosing(database, id));
    await eventually('the closing is done', CLOSED_WITHIN_MS, async () => {
      const [row] = await rows('SELECT state FROM closing WHERE id = ?', [id]);
      if (row?.state === 'failed') throw new Error('The closing was given up');
      return row?.state === 'done';
    });
    const [closing] = await rows('SELECT leaves, root FROM closing WHERE id = ?', [id]);
    const statements = await rows('SELECT number, person_id, year, version, status, units, entries, target_met, kinds, months, policy_versions, chain_head, reason, leaf, region_id FROM statement ORDER BY person_id, version');
    return { root: closing!.root, leaves: closing!.leaves, statements: statements.length, digest: createHash('sha256').update(JSON.stringify(statements)).digest('hex') };
  };

  /** What the learners were told, against what is there. */
  const expectEverythingThere = async () => {
    const entries = await rows("SELECT person_id, source_id, units FROM credit_entry WHERE source_id <> 'bench'");
    const progress = new Map((await rows('SELECT person_id, lesson_version_id, coverage FROM lesson_progress')).map((row) => [`${row.person_id} ${row.lesson_version_id}`, JSON.parse(row.coverage as string) as Coverage]));
    const entryKeys = entries.map((row) => `${row.person_id} ${row.source_id}`);
    const completions = (await rows('SELECT person_id, lesson_version_id FROM lesson_completion')).map((row) => `${row.person_id} ${row.lesson_version_id}`);
    expect(entries.every(({ units }) => units === LESSON_SECONDS * 40)).toBe(true);
    expect(new Set(entryKeys).size).toBe(entryKeys.length);
    expect(entryKeys.toSorted()).toEqual(completions.toSorted());
    const acknowledged = await oracle.read();
    const key = (line: { personId: string; lessonVersionId: string }): string => `${line.personId} ${line.lessonVersionId}`;
    expect(acknowledged.filter((line) => !contains(progress.get(key(line)) ?? [], line.coverage))).toEqual([]);
    const posted = new Set(entryKeys);
    expect(acknowledged.filter((line) => line.completed && !posted.has(key(line)))).toEqual([]);
    const sum = (of: (player: RestlessPlayer) => number): number => players.reduce((total, player) => total + of(player), 0);
    expect(entries).toHaveLength(sum((player) => player.completed));
    return { entries: entries.length, acknowledgements: sum((player) => player.acknowledgements), unanswered: sum((player) => player.unanswered) };
  };
});

/** Their entries were never sealed: a verification would find them all. */
async function forgetWhoWasFilledIn(database: Connection): Promise<void> {
  await forgetClosings(database);
  await database.query("DELETE h FROM credit_head h JOIN credit_entry e ON e.person_id = h.person_id AND e.source_id = 'bench'");
  await database.query("DELETE FROM credit_entry WHERE source_id = 'bench'");
}

/** What came of a closing: everything but its name and its time. */
interface Closed {
  root: string;
  leaves: number;
  statements: number;
  digest: string;
}
