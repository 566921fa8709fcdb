import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { entryKey, overlapIn, unitsOfCredits } from '@xuexi/domain';
import fc from 'fast-check';
import type { CourseDto } from '../../src/catalog/catalog.dto.js';
import type { MyCreditsDto } from '../../src/credits/credits.dto.js';
import { LessonCompletion } from '../../src/learning/lesson-completion.entity.js';
import { LessonProgressRow } from '../../src/learning/lesson-progress.entity.js';
import type { MyCourseDto, PlaySessionDto, ReportAnswerDto } from '../../src/learning/learning.dto.js';
import { PlaySession } from '../../src/learning/play-session.entity.js';
import { WatchRepository } from '../../src/learning/watch.repository.js';
import { type MadeLesson, aPublishedCourse } from '../factories/courses.js';
import { aPosting, chainOf, holds, post } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { Player } from '../support/player.js';
import { tableChecksums } from '../support/table-checksums.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let instructor: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-10T09:00:00+08:00'));

const learner = () => aPerson(world, { region: city.communities[0]! });
const course = (...lengths: number[]) => aPublishedCourse(world, instructor, lengths);
const open = (someone: Someone, lesson: MadeLesson) => Player.open(someone.agent, world.clock, lesson.lessonVersionId);

async function aPlayer(length = 900): Promise<{ someone: Someone; lesson: MadeLesson; player: Player }> {
  const someone = await learner();
  const [lesson] = (await course(length)).lessons;
  return { someone, lesson: lesson!, player: await open(someone, lesson!) };
}

async function credits({ agent }: Someone, year: number): Promise<MyCreditsDto> {
  return (await agent.get<MyCreditsDto>(`/api/my/credits?year=${year}`)).body;
}

describe('the worked examples of the rules', () => {
  test('A: a lesson completed after midnight counts in the new year', async () => {
    world.clock.set('2026-12-31T23:52:00+08:00');
    const { lessons } = await course(900);
    const wang = await learner();
    await holds(world, wang.personId, 2_144_000, '2026-12-30');
    const standing = await (await open(wang, lessons[0]!)).play(3600);
    expect(world.clock.date()).toEqual(new Date('2027-01-01T00:05:30+08:00'));
    expect(standing.completed).toEqual({ date: '2027-01-01', credited: true, units: 36_000, credits: '0.33', reason: null });
    expect(await credits(wang, 2026)).toMatchObject({ units: 2_144_000, credits: '19.85', targetMet: false, missingUnits: 16_000 });
    expect(await credits(wang, 2027)).toMatchObject({ units: 36_000, credits: '0.33', targetMet: false, entries: [{ date: '2027-01-01', kind: 'lesson' }] });
  });

  test('B: completed before midnight it counts in the old one', async () => {
    world.clock.set('2026-12-31T23:40:00+08:00');
    const { lessons } = await course(900);
    const wang = await learner();
    await holds(world, wang.personId, 2_144_000, '2026-12-30');
    await (await open(wang, lessons[0]!)).play(3600);
    expect(world.clock.date()).toEqual(new Date('2026-12-31T23:53:30+08:00'));
    expect(await credits(wang, 2026)).toMatchObject({ units: 2_180_000, credits: '20.18', targetMet: true, missingUnits: 0, missingSeconds: 0 });
    expect(await credits(wang, 2027)).toMatchObject({ units: 0, entries: [] });
  });

  test('C: a forged report is paid as far as the clock goes', async () => {
    const { player } = await aPlayer();
    world.clock.advance(15);
    expect(await player.report([0, 60])).toMatchObject({ coveredNow: 27, refused: { why: 'clock', seconds: 33, ranges: [[27, 60]] } });
    world.clock.advance(15);
    expect(await player.report([60, 75])).toMatchObject({ coveredNow: 15, refused: null });
    // 0.5 token was left, 22.5 came, 15 went: 8 more seconds, not 9.
    expect(await player.report([27, 60])).toMatchObject({ coveredNow: 8, refused: { why: 'clock', seconds: 25, ranges: [[35, 60]] } });
  });

  test('D: two tabs cover no more than one', async () => {
    const someone = await learner();
    const { lessons } = await course(900, 900);
    const first = await open(someone, lessons[0]!);
    world.clock.advance(10);
    const second = await open(someone, lessons[1]!);
    expect(second.opened.tookOver).toBe(true);
    let covered = 0;
    for (let i = 0; i < 5; i++) {
      world.clock.advance(10);
      const displaced = await first.report([i * 60, i * 60 + 60]);
      expect(displaced).toMatchObject({ coveredNow: 0, refused: { why: 'lease_taken', seconds: 60 } });
      covered += (await second.report([i * 60, i * 60 + 60])).coveredNow;
    }
    expect(covered).toBe(5 + 90);
  });

  test('E: above the daily cap a lesson earns nothing, and earns it on another day', async () => {
    world.clock.set('2026-12-20T06:00:00+08:00');
    const someone = await learner();
    const { lessons } = await course(3600, 3600, 3600, 3600);
    for (const lesson of lessons.slice(0, 3)) {
      const { completed } = await (await open(someone, lesson)).play(7200, { rate: 1.5, every: 60 });
      expect(completed).toMatchObject({ credited: true, units: 144_000, credits: '1.33' });
    }
    const fourth = await open(someone, lessons[3]!);
    expect(fourth.opened.standing).toMatchObject({ leftTodayUnits: 0, leftTodayCredits: '0.00' });
    expect((await fourth.play(7200, { rate: 1.5, every: 60 })).completed).toEqual({ date: '2026-12-20', credited: false, units: 0, credits: '0.00', reason: 'daily_cap' });
    expect(await credits(someone, 2026)).toMatchObject({ units: 432_000, credits: '4.00', lessonsCompleted: 3 });

    world.clock.set('2026-12-21T06:00:00+08:00');
    const again = await open(someone, lessons[3]!);
    expect(again.opened.standing).toMatchObject({ round: 1, completed: { date: '2026-12-20', credited: false }, leftTodayUnits: unitsOfCredits(4) });
    world.clock.advance(15);
    expect((await again.report([0, 15])).standing).toMatchObject({ round: 2, coveredSeconds: 15, completed: null });
    const rest = await open(someone, lessons[3]!);
    expect((await rest.play(7200, { rate: 1.5, every: 60 })).completed).toMatchObject({ date: '2026-12-21', credited: true, units: 144_000 });
    expect(await credits(someone, 2026)).toMatchObject({ units: 576_000 });
    const rounds = await world.db.manager.find(LessonCompletion, { where: { personId: someone.personId, lessonVersionId: lessons[3]!.lessonVersionId }, order: { round: 'ASC' } });
    expect(rounds.map(({ round, date, credited }) => ({ round, date, credited }))).toEqual([
      { round: 1, date: '2026-12-20', credited: false },
      { round: 2, date: '2026-12-21', credited: true },
    ]);
  });
});

describe('a year', () => {
  test.each([
    ['2026-12-31T15:59:59.999Z', '2026-12-31', 2026],
    ['2026-12-31T16:00:00.000Z', '2027-01-01', 2027],
  ])('of a completion at %s is that of Shanghai', async (at, date, year) => {
    world.clock.set('2026-12-31T23:59:45+08:00');
    const { someone, lesson, player } = await aPlayer(10);
    world.clock.set(at);
    const standing = (await player.report([0, 9])).standing;
    expect(standing.completed).toMatchObject({ date });
    const { entries } = await chainOf(world, someone.personId);
    expect(entries).toMatchObject([{ date, year, recordedAt: Date.parse(at), sourceId: lesson.lessonVersionId }]);
  });
});

describe('a report', () => {
  test('is committed before it is answered', async () => {
    const { someone, lesson, player } = await aPlayer();
    for (let i = 1; i <= 5; i++) {
      world.clock.advance(10);
      const answer = await player.report([i * 10 - 10, i * 10]);
      const stored = await world.db.manager.findOneByOrFail(LessonProgressRow, { personId: someone.personId, lessonVersionId: lesson.lessonVersionId });
      expect(stored).toMatchObject({ coverage: [[0, i * 10]], coveredSeconds: i * 10, position: i * 10 });
      expect(answer.standing).toMatchObject({ coverage: [[0, i * 10]], savedAt: i * 10 });
      expect(await world.db.manager.findOneByOrFail(PlaySession, { id: player.opened.playSessionId })).toMatchObject({ lastSeq: answer.seq });
    }
  });

  test('sent again changes nothing', async () => {
    const { someone, player } = await aPlayer();
    world.clock.advance(10);
    await player.report([0, 10]);
    const before = await everythingOf(someone);
    world.clock.advance(10);
    expect((await player.send([[10, 20]], 1)).body).toMatchObject({ seq: 1, coveredNow: 0, refused: { why: 'duplicate' }, standing: { coveredSeconds: 10 } });
    expect(await everythingOf(someone)).toEqual(before);
  });

  test('sent again on a later date starts no new round', async () => {
    const someone = await learner();
    const { lessons } = await course(10);
    await post(world, someone.personId, { ...aPosting(unitsOfCredits(4), '2026-03-10'), kind: 'lesson' });
    const player = await open(someone, lessons[0]!);
    world.clock.advance(10);
    expect((await player.report([0, 9])).standing.completed).toMatchObject({ credited: false, reason: 'daily_cap' });
    const before = await everythingOf(someone);
    world.clock.advance(57_600);
    expect((await player.send([[0, 9]], 1)).body).toMatchObject({ refused: { why: 'duplicate' }, standing: { round: 1, completed: { credited: false } } });
    expect(await everythingOf(someone)).toEqual(before);
  });

  test('covers each second once, however often it is played', async () => {
    const { player } = await aPlayer();
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
    const { someone, player } = await aPlayer();
    const before = await tableChecksums(world, []);
    world.clock.advance(10);
    const answer = await someone.agent.post(`${player.path}/reports`, { seq: 1, ranges, rate: 1, position: 0 });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields?.[0]?.field).toMatch(/^ranges/);
    expect(answer.body.fields?.[0]?.message).toMatch(/[\u4e00-\u9fff]/);
    expect(await tableChecksums(world, [])).toEqual(before);
  });

  test('that comes late, after one with a higher seq, changes nothing', async () => {
    const { player } = await aPlayer();
    world.clock.advance(20);
    await player.send([[0, 5]], 7);
    const before = await tableChecksums(world, []);
    for (const seq of [6, 1, 7]) expect((await player.send([[10, 15]], seq)).body).toMatchObject({ seq: 7, coveredNow: 0, refused: { why: 'duplicate' } });
    expect(await tableChecksums(world, [])).toEqual(before);
  });

  test('is judged by the time of the server, whatever the clock of the device says', async () => {
    const { someone, player } = await aPlayer();
    world.clock.advance(10);
    const tomorrow = new Date(world.clock.now() + 86_400_000);
    const body = JSON.stringify({ seq: 1, ranges: [[0, 100]], rate: 1, position: 100, at: tomorrow.toISOString() });
    const answer = await someone.agent.send<ReportAnswerDto>({ method: 'POST', path: `${player.path}/reports`, payload: body, headers: { 'content-type': 'application/json', date: tomorrow.toUTCString() } });
    expect(answer.body).toMatchObject({ coveredNow: 20, refused: { why: 'clock', seconds: 80 } });
  });

  test('of a session that is a day old is refused, and so is its presence; a new session goes on', async () => {
    const { someone, lesson, player } = await aPlayer();
    world.clock.advance(10);
    await player.report([0, 10]);
    world.clock.advance(86_400 - 10.001);
    await player.report([10, 20]);
    const before = await tableChecksums(world, ['session']);
    world.clock.advance(0.001);
    expectProblem(await player.send([[20, 30]]), 'play_session_closed');
    expectProblem(await player.present(), 'play_session_closed');
    expect(await tableChecksums(world, ['session'])).toEqual(before);
    const again = await open(someone, lesson);
    world.clock.advance(10);
    expect(await again.report([20, 30])).toMatchObject({ coveredNow: 10, standing: { coverage: [[0, 30]] } });
  });

  test('cannot be made of a lesson that does not exist', async () => {
    const { agent } = await learner();
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
    const { someone, player } = await aPlayer();
    const answer = await someone.agent.post(`${player.path}/reports`, { seq: 1, ranges: [], rate: 1, position: 0, [field]: value });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields?.map((fault) => fault.field)).toEqual([field]);
  });

  test("of someone else's session is the same 404 as of none", async () => {
    const { player } = await aPlayer();
    const other = await learner();
    await open(other, (await course(60)).lessons[0]!);
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
    const players = await Promise.all(Array.from({ length: 6 }, () => aPlayer()));
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
    const players = await Promise.all(Array.from({ length: 5 }, () => aPlayer(10)));
    const { someone: contradicted, lesson } = players[0]!;
    await post(world, contradicted.personId, { ...aPosting(1, '2026-03-10'), kind: 'lesson', key: entryKey.lesson(contradicted.personId, lesson.lessonVersionId), sourceId: lesson.lessonVersionId });
    world.clock.advance(10);
    const answers = await Promise.all(players.map(({ player }) => player.send([[0, 10]])));
    expect(answers.map(({ status }) => status)).toEqual([500, 200, 200, 200, 200]);
    for (const { someone } of players) expect((await chainOf(world, someone.personId)).entries).toHaveLength(1);
    expect(await world.db.manager.countBy(LessonProgressRow, { personId: contradicted.personId })).toBe(0);
  });

  test('that meets a deadlock or a lock that is held too long is judged again, whole', async () => {
    const players = await Promise.all(Array.from({ length: 3 }, () => aPlayer(900)));
    world.clock.advance(10);
    const tried = await withFailingSaves([1213, 1205, 1020], async () => {
      const answers = await Promise.all(players.map(({ player }) => player.send([[0, 10]])));
      expect(answers.map(({ body }) => body)).toMatchObject([{ coveredNow: 10 }, { coveredNow: 10 }, { coveredNow: 10 }]);
    });
    expect(tried).toBe(4);
  });
});

describe('the lease', () => {
  test('comes back to a displaced session when no other is live', async () => {
    const { someone, lesson, player: first } = await aPlayer();
    const second = await open(someone, lesson);
    world.clock.advance(60);
    expect(await first.report([0, 10])).toMatchObject({ refused: { why: 'lease_taken' } });
    world.clock.advance(0.001);
    expect(await first.report([0, 10])).toMatchObject({ coveredNow: 10, refused: null });
    expect(await second.report([10, 20])).toMatchObject({ refused: { why: 'lease_taken' } });
  });

  test('displaced does not say where the learner is: the live player does', async () => {
    const { someone, lesson, player: first } = await aPlayer();
    const second = await open(someone, lesson);
    world.clock.advance(15);
    await second.report([0, 10]);
    expect(await first.report([690, 700])).toMatchObject({ refused: { why: 'lease_taken' }, standing: { savedAt: 10 } });
    expect((await open(someone, lesson)).opened.standing.savedAt).toBe(10);
  });

  test('that lapsed starts the next opening with 5 tokens', async () => {
    const { someone, lesson, player } = await aPlayer();
    world.clock.advance(50);
    await player.report([0, 1]);
    world.clock.advance(60.001);
    const next = await open(someone, lesson);
    expect(next.opened).toMatchObject({ tookOver: false });
    expect(await next.report([10, 70])).toMatchObject({ coveredNow: 5, refused: { why: 'clock', seconds: 55 } });
  });

  test('is taken by exactly one of many openings at once, and no more is covered than one clock allows', async () => {
    const someone = await learner();
    const { lessons } = await course(...Array.from({ length: 8 }, () => 900));
    const opened = await Promise.all(lessons.map((lesson) => open(someone, lesson)));
    expect(opened.filter((player) => !player.opened.tookOver)).toHaveLength(1);
    world.clock.advance(20);
    const answers = await Promise.all(opened.map((player) => player.report([0, 100])));
    expect(answers.filter((answer) => answer.refused?.why === 'lease_taken')).toHaveLength(7);
    expect(answers.reduce((sum, answer) => sum + answer.coveredNow, 0)).toBe(5 + 30);
  });
});

describe('the presence question', () => {
  /** Reports every half minute until the question comes, with its time to answer. */
  async function untilAsked(player: Player, limitMs = 120_000): Promise<{ askedAt: number }> {
    for (;;) {
      world.clock.advance(30);
      const { presence } = await player.report();
      if (presence) return { askedAt: Date.parse(presence.answerBy) - limitMs };
    }
  }

  test('comes after 10 to 15 minutes, and again as long after the answer', async () => {
    const { player } = await aPlayer();
    let from = world.clock.now();
    for (let i = 0; i < 3; i++) {
      const { askedAt } = await untilAsked(player);
      expect(askedAt).toBe(world.clock.now());
      expect(askedAt - from).toBeGreaterThanOrEqual(600_000);
      expect(askedAt - from).toBeLessThanOrEqual(930_000);
      expect((await player.present()).status).toBe(204);
      expect((await player.report()).presence).toBeNull();
      from = world.clock.now();
    }
  });

  test.each([
    ['two minutes', false, 4],
    ['three minutes in elder mode', true, 6],
  ])('leaves %s, then nothing counts until the answer', async (_, elder, halfMinutes) => {
    const someone = await learner();
    const player = await Player.open(someone.agent, world.clock, (await course(900)).lessons[0]!.lessonVersionId, elder);
    await untilAsked(player, halfMinutes * 30_000);
    for (let i = 0; i < halfMinutes; i++) {
      world.clock.advance(30);
      expect(await player.report([i * 10, i * 10 + 10])).toMatchObject({ coveredNow: 10, refused: null });
    }
    world.clock.advance(0.001);
    expect(await player.report([800, 810])).toMatchObject({ coveredNow: 0, refused: { why: 'presence', seconds: 10 } });
    world.clock.advance(50);
    await player.report([810, 820]);
    expect((await player.present()).status).toBe(204);
    world.clock.advance(10);
    expect(await player.report([800, 810])).toMatchObject({ coveredNow: 10, refused: null, standing: { coverage: [[0, halfMinutes * 10], [800, 810]] } });
  });

  test('answered late gives back nothing of the time of absence', async () => {
    const { player } = await aPlayer();
    await untilAsked(player);
    world.clock.advance(60);
    // Drains the bucket, so that what comes afterwards shows.
    await player.report([0, 100]);
    await player.report([100, 200]);
    world.clock.advance(60.001);
    expect((await player.present()).status).toBe(204);
    world.clock.advance(2);
    expect(await player.report([300, 400])).toMatchObject({ coveredNow: 3 });
  });

  test('stays the same question until it is answered', async () => {
    const { player } = await aPlayer();
    const { askedAt } = await untilAsked(player);
    world.clock.advance(30);
    expect((await player.report()).presence).toEqual({ answerBy: new Date(askedAt + 120_000).toISOString() });
  });
});

describe('a completion', () => {
  test('happens at the ninth tenth, rounded up, and once', async () => {
    const { someone, lesson, player } = await aPlayer(11);
    world.clock.advance(15);
    expect((await player.report([0, 9])).standing).toMatchObject({ requiredSeconds: 10, completed: null });
    expect((await player.report([9, 10])).standing.completed).toMatchObject({ credited: true, units: 11 * 40 });
    expect((await player.report([10, 11])).standing).toMatchObject({ coveredSeconds: 11, completed: { units: 11 * 40 } });
    expect((await chainOf(world, someone.personId)).entries).toHaveLength(1);
    expect(await world.db.manager.countBy(LessonCompletion, { personId: someone.personId, lessonVersionId: lesson.lessonVersionId })).toBe(1);
  });

  test('of two reports at once posts one entry', async () => {
    const { someone, player } = await aPlayer(10);
    world.clock.advance(15);
    await player.report([0, 8]);
    const answers = await Promise.all([player.send([[8, 9]]), player.send([[8, 10]]), player.send([[7, 9]])]);
    expect(answers.map((answer) => answer.body.standing.completed?.units)).toEqual([400, 400, 400]);
    expect((await chainOf(world, someone.personId)).entries).toHaveLength(1);
  });

  test('keeps when and on what it was watched, and what was refused and why', async () => {
    const someone = await learner();
    const [lesson, another] = (await course(60, 60)).lessons as [MadeLesson, MadeLesson];
    const phone = await Player.open(someone.agent.calledItself('Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Mobile MicroMessenger/8.0.49'), world.clock, lesson.lessonVersionId);
    world.clock.advance(15);
    await phone.report([0, 60]);
    const other = await open(someone, another);
    await phone.report([30, 40]);
    await other.report();
    world.clock.advance(61);
    const later = await open(someone, lesson);
    world.clock.advance(30);
    await later.report([27, 58]);
    const [completion] = await world.db.manager.findBy(LessonCompletion, { personId: someone.personId });
    const at = (seconds: number) => new Date(Date.parse('2026-03-10T09:00:00+08:00') + seconds * 1000).toISOString();
    const evidence = {
      sittings: [
        { playSession: phone.opened.playSessionId, device: '微信 · 安卓手机或平板', from: at(15), to: at(15), seconds: 27 },
        { playSession: later.opened.playSessionId, device: '未知设备', from: at(106), to: at(106), seconds: 31 },
      ],
      refusals: { clock: 33, lease_taken: 10 },
    };
    expect(completion).toMatchObject({ refusedSeconds: 43, ...evidence });
    expect((await chainOf(world, someone.personId)).entries).toMatchObject([{ evidence }]);
  });

  test('shows in the course, in my courses and to no one else', async () => {
    const someone = await learner();
    const made = await course(10, 60);
    const player = await open(someone, made.lessons[0]!);
    world.clock.advance(15);
    await player.report([0, 9]);
    const shown = (await someone.agent.get<CourseDto>(`/api/courses/${made.courseId}`)).body;
    expect(shown.chapters[0]!.lessons.map((lesson) => lesson.progress)).toEqual([
      { coveredSeconds: 9, resumeAt: 9, completed: true, credited: true },
      { coveredSeconds: 0, resumeAt: 0, completed: false, credited: null },
    ]);
    const mine = (await someone.agent.get<{ items: MyCourseDto[] }>('/api/my/courses')).body.items;
    expect(mine).toMatchObject([{ course: { id: made.courseId, learners: 1 }, completedLessons: 1, next: { lessonVersionId: made.lessons[1]!.lessonVersionId, number: 2, resumeAt: 0 } }]);
    const other = await learner();
    expect((await other.agent.get<{ items: MyCourseDto[] }>('/api/my/courses')).body.items).toEqual([]);
    expect((await other.agent.get<CourseDto>(`/api/courses/${made.courseId}`)).body.chapters[0]!.lessons[0]!.progress).toMatchObject({ coveredSeconds: 0 });
  });

  test('resumes no later than the end, whatever the player said', async () => {
    const { someone, player } = await aPlayer(900);
    world.clock.advance(15);
    await someone.agent.post(`${player.path}/reports`, { seq: 1, ranges: [[0, 10]], rate: 1, position: 5000 });
    expect((await someone.agent.get<{ items: MyCourseDto[] }>('/api/my/courses')).body.items[0]!.next).toMatchObject({ resumeAt: 900 });
  });

  test('resumes where the learner left off', async () => {
    const { someone, lesson, player } = await aPlayer(900);
    world.clock.advance(15);
    await player.report([100, 110]);
    const again = await someone.agent.post<PlaySessionDto>('/api/play-sessions', { lessonVersionId: lesson.lessonVersionId });
    expect(again.body).toMatchObject({ standing: { savedAt: 110, coverage: [[100, 110]] }, playback: { durationSeconds: 900 } });
  });
});

describe('whatever is reported', () => {
  interface Step {
    wait: number;
    tab: number;
    open: boolean;
    ranges: [number, number][];
    oldSeq: boolean;
  }

  const LENGTH = 300;
  const range = fc.tuple(fc.nat(LENGTH - 1), fc.integer({ min: 1, max: LENGTH })).map(([a, b]): [number, number] => (a < b ? [a, b] : [b - 1, a + 1]));
  const step = fc.record<Step>({
    wait: fc.oneof(fc.constantFrom(0, 1, 15, 30, 60, 60.001, 200), fc.integer({ min: 0, max: 70_000 }).map((ms) => ms / 1000)),
    tab: fc.nat(2),
    open: fc.boolean(),
    ranges: fc.array(range, { maxLength: 4 }),
    oldSeq: fc.boolean(),
  });

  test('no person covers more than 5 + 1.5 × the time since an opening, nor more than there is', async () => {
    const made = await course(LENGTH, LENGTH, LENGTH);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const someone = await learner();
        const tabs: Player[] = [];
        for (const lesson of made.lessons) tabs.push(await open(someone, lesson));
        const openings = [world.clock.now()];
        const covered: { at: number; seconds: number }[] = [];
        for (const { wait, tab, open: opensAnew, ranges, oldSeq } of steps) {
          world.clock.advance(wait);
          if (opensAnew) {
            tabs[tab] = await open(someone, made.lessons[tab]!);
            openings.push(world.clock.now());
          }
          const answer = await tabs[tab]!.send(ranges, oldSeq ? 1 : undefined);
          expect(answer.status).toBe(overlapIn(ranges) === null ? 200 : 400);
          if (answer.status !== 200) continue;
          covered.push({ at: world.clock.now(), seconds: answer.body.coveredNow });
          if (answer.body.presence) await tabs[tab]!.present();
          for (const since of openings) {
            const sum = covered.filter(({ at }) => at >= since).reduce((total, { seconds }) => total + seconds, 0);
            // The very first opening starts with 5 tokens, a later one with at most what the bucket can hold.
            const held = since === openings[0] ? 5 : 95;
            expect(sum).toBeLessThanOrEqual(held + 1.5 * ((world.clock.now() - since) / 1000));
          }
          const stored = await world.db.manager.findBy(LessonProgressRow, { personId: someone.personId });
          expect(stored.reduce((sum, row) => sum + row.coveredSeconds, 0)).toBe(covered.reduce((sum, { seconds }) => sum + seconds, 0));
          for (const row of stored) expect(row.coveredSeconds).toBeLessThanOrEqual(LENGTH);
        }
      }),
      { numRuns: 20 },
    );
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
