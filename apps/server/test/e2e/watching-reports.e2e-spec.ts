import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { entryKey, unitsOfCredits } from '@xuexi/domain';
import { LessonProgressRow } from '../../src/learning/lesson-progress.entity.js';
import type { ReportAnswerDto } from '../../src/learning/learning.dto.js';
import { PlaySession } from '../../src/learning/play-session.entity.js';
import { WatchClockRow } from '../../src/learning/watch-clock.entity.js';
import { WatchRepository } from '../../src/learning/watch.repository.js';
import { type Classroom, aClassroom } from '../factories/classroom.js';
import { aPosting, chainOf, post } from '../factories/ledger.js';
import type { Someone } from '../factories/persons.js';
import { expectProblem } from '../support/expect-problem.js';
import { tableChecksums } from '../support/table-checksums.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let classroom: Classroom;

beforeAll(async () => {
  world = await createWorld();
  classroom = await aClassroom(world);
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-10T09:00:00+08:00'));

describe('a report', () => {
  test('is committed before it is answered', async () => {
    const { someone, lesson, player } = await classroom.aPlayer();
    for (let i = 1; i <= 5; i++) {
      world.clock.advance(10);
      const answer = await player.report([i * 10 - 10, i * 10]);
      const stored = await world.db.manager.findOneByOrFail(LessonProgressRow, { personId: someone.personId, lessonVersionId: lesson.lessonVersionId });
      expect(stored).toMatchObject({ coverage: [[0, i * 10]], coveredSeconds: i * 10, position: i * 10 });
      expect(answer.standing).toMatchObject({ coverage: [[0, i * 10]], savedAt: i * 10 });
      expect(await world.db.manager.findOneByOrFail(WatchClockRow, { personId: someone.personId })).toMatchObject({ answeredSessionId: player.opened.playSessionId, answeredSeq: answer.seq });
    }
  });

  test('sent again changes nothing', async () => {
    const { someone, player } = await classroom.aPlayer();
    world.clock.advance(10);
    await player.report([0, 10]);
    const before = await everythingOf(someone);
    world.clock.advance(10);
    expect((await player.send([[10, 20]], 1)).body).toMatchObject({ seq: 1, coveredNow: 0, refused: { why: 'duplicate' }, standing: { coveredSeconds: 10 } });
    expect(await everythingOf(someone)).toEqual(before);
  });

  test('sent again changes nothing either once another session of the person was answered, one after the other or in one group', async () => {
    const { someone, lesson, player: first } = await classroom.aPlayer();
    world.clock.advance(10);
    await first.send([[0, 10]], 7);
    const second = await classroom.open(someone, lesson);
    world.clock.advance(10);
    await Promise.all([second.send([[10, 20]], 3), first.send([[20, 30]], 8), second.send([[30, 40]], 4)]);
    await second.send([[40, 41]], 5);
    const before = await everythingOf(someone);
    world.clock.advance(10);
    for (const seq of [8, 7]) expect((await first.send([[50, 60]], seq)).body).toMatchObject({ seq: 8, coveredNow: 0, refused: { why: 'duplicate' } });
    for (const seq of [5, 3]) expect((await second.send([[50, 60]], seq)).body).toMatchObject({ seq: 5, coveredNow: 0, refused: { why: 'duplicate' } });
    expect(await everythingOf(someone)).toEqual(before);
  });

  test('that the previous version has answered, which writes it only to the play session, is not taken again', async () => {
    const { someone, player } = await classroom.aPlayer();
    world.clock.advance(20);
    await player.send([[0, 5]], 1);
    await world.db.manager.update(PlaySession, { id: player.opened.playSessionId }, { lastSeq: 4 });
    const before = await everythingOf(someone);
    expect((await player.send([[5, 10]], 4)).body).toMatchObject({ seq: 4, coveredNow: 0, refused: { why: 'duplicate' } });
    expect(await everythingOf(someone)).toEqual(before);
    expect((await player.send([[5, 10]], 5)).body).toMatchObject({ seq: 5, coveredNow: 5, refused: null });
  });

  test('sent again on a later date starts no new round', async () => {
    const someone = await classroom.learner();
    const { lessons } = await classroom.course(10);
    await post(world, someone.personId, { ...aPosting(unitsOfCredits(4), '2026-03-10'), kind: 'lesson' });
    const player = await classroom.open(someone, lessons[0]!);
    world.clock.advance(10);
    expect((await player.report([0, 9])).standing.completed).toMatchObject({ credited: false, reason: 'daily_cap' });
    const before = await everythingOf(someone);
    world.clock.advance(57_600);
    expect((await player.send([[0, 9]], 1)).body).toMatchObject({ refused: { why: 'duplicate' }, standing: { round: 1, completed: { credited: false } } });
    expect(await everythingOf(someone)).toEqual(before);
  });

  test('covers each second once, however often it is played', async () => {
    const { player } = await classroom.aPlayer();
    world.clock.advance(20);
    expect(await player.report([0, 10])).toMatchObject({ coveredNow: 10, refused: null });
    expect(await player.report([5, 12])).toMatchObject({ coveredNow: 2, refused: null });
    expect(await player.report([0, 12])).toMatchObject({ coveredNow: 0, refused: null, standing: { coverage: [[0, 12]] } });
  });

  test.each([
    ['ranges beyond the end', [[890, 901]]],
    ['ranges before the beginning', [[-1, 5]]],
    ['ranges that run backwards', [[10, 5]]],
    ['empty ranges', [[5, 5]]],
    ['ranges in half seconds', [[0, 0.5]]],
    ['ranges that overlap', [[0, 10], [5, 12]]],
    ['ranges without an end', [[5]]],
    ['501 ranges', Array.from({ length: 501 }, (_, i) => [i, i + 1])],
    ['10 000 ranges', Array.from({ length: 10_000 }, () => [0, 1])],
    ['ranges without any end in sight', [[0, 1e308]]],
    ['ranges beyond whole numbers', [[0, 2 ** 53]]],
    ['a good range and a bad one', [[0, 10], [20, 15]]],
    ['ranges of three', [[0, 5, 10]]],
    ['ranges in words', [['0', '5']]],
    ['a range that is none', [null]],
    ['no list of ranges', { from: 0, to: 5 }],
  ])('of %s is refused with the place of the fault, and nothing is stored', async (_, ranges) => {
    const { someone, player } = await classroom.aPlayer();
    const before = await tableChecksums(world, []);
    world.clock.advance(10);
    const answer = await someone.agent.post(`${player.path}/reports`, { seq: 1, ranges, rate: 1, position: 0 });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields?.[0]?.field).toMatch(/^ranges/);
    expect(answer.body.fields?.[0]?.message).toMatch(/[\u4e00-\u9fff]/);
    expect(await tableChecksums(world, [])).toEqual(before);
  });

  test('that comes late, after one with a higher seq, changes nothing', async () => {
    const { player } = await classroom.aPlayer();
    world.clock.advance(20);
    await player.send([[0, 5]], 7);
    const before = await tableChecksums(world, []);
    for (const seq of [6, 1, 7]) expect((await player.send([[10, 15]], seq)).body).toMatchObject({ seq: 7, coveredNow: 0, refused: { why: 'duplicate' } });
    expect(await tableChecksums(world, [])).toEqual(before);
  });

  test('is judged by the time of the server, whatever the clock of the device says', async () => {
    const { someone, player } = await classroom.aPlayer();
    world.clock.advance(10);
    const tomorrow = new Date(world.clock.now() + 86_400_000);
    const body = JSON.stringify({ seq: 1, ranges: [[0, 100]], rate: 1, position: 100, at: tomorrow.toISOString() });
    const answer = await someone.agent.send<ReportAnswerDto>({ method: 'POST', path: `${player.path}/reports`, payload: body, headers: { 'content-type': 'application/json', date: tomorrow.toUTCString() } });
    expect(answer.body).toMatchObject({ coveredNow: 20, refused: { why: 'clock', seconds: 80 } });
  });

  test('of a session that is a day old is refused, and so is its presence; a new session goes on', async () => {
    const { someone, lesson, player } = await classroom.aPlayer();
    world.clock.advance(10);
    await player.report([0, 10]);
    world.clock.advance(86_400 - 10.001);
    await player.report([10, 20]);
    const before = await tableChecksums(world, ['session']);
    world.clock.advance(0.001);
    expectProblem(await player.send([[20, 30]]), 'play_session_closed');
    expectProblem(await player.present(), 'play_session_closed');
    expect(await tableChecksums(world, ['session'])).toEqual(before);
    const again = await classroom.open(someone, lesson);
    world.clock.advance(10);
    expect(await again.report([20, 30])).toMatchObject({ coveredNow: 10, standing: { coverage: [[0, 30]] } });
  });

  test('cannot be made of a lesson that does not exist', async () => {
    const { agent } = await classroom.learner();
    const before = await tableChecksums(world, []);
    expectProblem(await agent.post('/api/play-sessions', { lessonVersionId: '00000000-0000-4000-8000-000000000000' }), 'not_found');
    expectProblem(await agent.post('/api/play-sessions', { lessonVersionId: 'lesson' }), 'invalid_input');
    expectProblem(await agent.post('/api/play-sessions/none/reports', { seq: 1, ranges: [], rate: 1, position: 0 }), 'invalid_input');
    expect(await tableChecksums(world, [])).toEqual(before);
  });

  test.each([
    ['seq', 0],
    ['seq', 2 ** 31],
    ['seq', 1.5],
    ['rate', 0],
    ['rate', 17],
    ['position', -1],
  ])('with the %s %d names it', async (field, value) => {
    const { someone, player } = await classroom.aPlayer();
    const answer = await someone.agent.post(`${player.path}/reports`, { seq: 1, ranges: [], rate: 1, position: 0, [field]: value });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields?.map((fault) => fault.field)).toEqual([field]);
  });

  test("of someone else's session is the same 404 as of none", async () => {
    const { player } = await classroom.aPlayer();
    const other = await classroom.learner();
    await classroom.open(other, (await classroom.course(60)).lessons[0]!);
    const before = await tableChecksums(world, []);
    const body = { seq: 1, ranges: [], rate: 1, position: 0 };
    const foreign = await other.agent.post(`${player.path}/reports`, body);
    const absent = await other.agent.post('/api/play-sessions/00000000-0000-4000-8000-000000000000/reports', body);
    expectProblem(foreign, 'not_found');
    expect(foreign.text).toBe(absent.text);
    expectProblem(await other.agent.post(`${player.path}/presence`), 'not_found');
    expect(await tableChecksums(world, [])).toEqual(before);
  });

  test('that is bad spoils none of those that arrive with it', async () => {
    const players = await Promise.all(Array.from({ length: 6 }, () => classroom.aPlayer()));
    world.clock.advance(10);
    const answers = await Promise.all([
      ...players.map(({ player }) => player.send([[0, 10]])),
      players[0]!.someone.agent.post(`${players[1]!.player.path}/reports`, { seq: 9, ranges: [[0, 10]], rate: 1, position: 10 }),
      players[2]!.player.send([[0, 901]], 9),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200, 404, 400]);
    for (const { player } of players) expect((await player.send([], 10)).body).toMatchObject({ standing: { coveredSeconds: 10 } });
  });

  test('whose entry the ledger refuses spoils none of those that arrive with it', async () => {
    const players = await Promise.all(Array.from({ length: 5 }, () => classroom.aPlayer(10)));
    const { someone: contradicted, lesson } = players[0]!;
    await post(world, contradicted.personId, { ...aPosting(1, '2026-03-10'), kind: 'lesson', key: entryKey.lesson(contradicted.personId, lesson.lessonVersionId), sourceId: lesson.lessonVersionId });
    world.clock.advance(10);
    const answers = await Promise.all(players.map(({ player }) => player.send([[0, 10]])));
    expect(answers.map(({ status }) => status)).toEqual([500, 200, 200, 200, 200]);
    for (const { someone } of players) expect((await chainOf(world, someone.personId)).entries).toHaveLength(1);
    expect(await world.db.manager.countBy(LessonProgressRow, { personId: contradicted.personId })).toBe(0);
  });

  test('that meets a deadlock or a lock that is held too long is judged again, whole', async () => {
    const players = await Promise.all(Array.from({ length: 3 }, () => classroom.aPlayer(900)));
    world.clock.advance(10);
    const tried = await withFailingSaves([1213, 1205, 1020], async () => {
      const answers = await Promise.all(players.map(({ player }) => player.send([[0, 10]])));
      expect(answers.map(({ body }) => body)).toMatchObject([{ coveredNow: 10 }, { coveredNow: 10 }, { coveredNow: 10 }]);
    });
    expect(tried).toBe(4);
  });
});

/** Lets the saving of reports fail with these numbers of the database, one after the other, each after the clocks were written. @returns how often it was tried */
async function withFailingSaves(numbers: number[], work: () => Promise<void>): Promise<number> {
  const save = jest.spyOn(WatchRepository.prototype, 'saveProgress');
  for (const errno of numbers) save.mockImplementationOnce(() => Promise.reject(Object.assign(new Error('the database asks to try again'), { errno })));
  try {
    await work();
    return save.mock.calls.length;
  } finally {
    save.mockRestore();
  }
}

/** All that watching stores of a person. */
async function everythingOf({ personId }: Someone): Promise<unknown> {
  const tables = ['watch_clock', 'play_session', 'lesson_progress', 'lesson_completion', 'credit_entry'];
  return Promise.all(tables.map((table) => world.db.query(`SELECT * FROM ${table} WHERE person_id = ?`, [personId])));
}
