import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { unitsOfCredits } from '@xuexi/domain';
import type { CourseDto } from '../../src/catalog/catalog.dto.js';
import type { MyCreditsDto } from '../../src/credits/credits.dto.js';
import { LessonCompletion } from '../../src/learning/lesson-completion.entity.js';
import type { MyCourseDto, PlaySessionDto } from '../../src/learning/learning.dto.js';
import { type Classroom, aClassroom } from '../factories/classroom.js';
import type { MadeLesson } from '../factories/courses.js';
import { chainOf, holds } from '../factories/ledger.js';
import type { Someone } from '../factories/persons.js';
import { Player } from '../support/player.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let classroom: Classroom;

beforeAll(async () => {
  world = await createWorld();
  classroom = await aClassroom(world);
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-10T09:00:00+08:00'));

async function credits({ agent }: Someone, year: number): Promise<MyCreditsDto> {
  return (await agent.get<MyCreditsDto>(`/api/my/credits?year=${year}`)).body;
}

describe('the worked examples of the rules', () => {
  test('A: a lesson completed after midnight counts in the new year', async () => {
    world.clock.set('2026-12-31T23:52:00+08:00');
    const { lessons } = await classroom.course(900);
    const wang = await classroom.learner();
    await holds(world, wang.personId, 2_144_000, '2026-12-30');
    const standing = await (await classroom.open(wang, lessons[0]!)).play(3600);
    expect(world.clock.date()).toEqual(new Date('2027-01-01T00:05:30+08:00'));
    expect(standing.completed).toEqual({ date: '2027-01-01', credited: true, units: 36_000, credits: '0.33', reason: null });
    expect(await credits(wang, 2026)).toMatchObject({ units: 2_144_000, credits: '19.85', targetMet: false, missingUnits: 16_000 });
    expect(await credits(wang, 2027)).toMatchObject({ units: 36_000, credits: '0.33', targetMet: false, entries: [{ date: '2027-01-01', kind: 'lesson' }] });
  });

  test('B: completed before midnight it counts in the old one', async () => {
    world.clock.set('2026-12-31T23:40:00+08:00');
    const { lessons } = await classroom.course(900);
    const wang = await classroom.learner();
    await holds(world, wang.personId, 2_144_000, '2026-12-30');
    await (await classroom.open(wang, lessons[0]!)).play(3600);
    expect(world.clock.date()).toEqual(new Date('2026-12-31T23:53:30+08:00'));
    expect(await credits(wang, 2026)).toMatchObject({ units: 2_180_000, credits: '20.18', targetMet: true, missingUnits: 0, missingSeconds: 0 });
    expect(await credits(wang, 2027)).toMatchObject({ units: 0, entries: [] });
  });

  test('C: a forged report is paid as far as the clock goes', async () => {
    const { player } = await classroom.aPlayer();
    world.clock.advance(15);
    expect(await player.report([0, 60])).toMatchObject({ coveredNow: 27, refused: { why: 'clock', seconds: 33, ranges: [[27, 60]] } });
    world.clock.advance(15);
    expect(await player.report([60, 75])).toMatchObject({ coveredNow: 15, refused: null });
    // 0.5 token was left, 22.5 came, 15 went: 8 more seconds, not 9.
    expect(await player.report([27, 60])).toMatchObject({ coveredNow: 8, refused: { why: 'clock', seconds: 25, ranges: [[35, 60]] } });
  });

  test('D: two tabs cover no more than one', async () => {
    const someone = await classroom.learner();
    const { lessons } = await classroom.course(900, 900);
    const first = await classroom.open(someone, lessons[0]!);
    world.clock.advance(10);
    const second = await classroom.open(someone, lessons[1]!);
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
    const someone = await classroom.learner();
    const { lessons } = await classroom.course(3600, 3600, 3600, 3600);
    for (const lesson of lessons.slice(0, 3)) {
      const { completed } = await (await classroom.open(someone, lesson)).play(7200, { rate: 1.5, every: 60 });
      expect(completed).toMatchObject({ credited: true, units: 144_000, credits: '1.33' });
    }
    const fourth = await classroom.open(someone, lessons[3]!);
    expect(fourth.opened.standing).toMatchObject({ leftTodayUnits: 0, leftTodayCredits: '0.00' });
    expect((await fourth.play(7200, { rate: 1.5, every: 60 })).completed).toEqual({ date: '2026-12-20', credited: false, units: 0, credits: '0.00', reason: 'daily_cap' });
    expect(await credits(someone, 2026)).toMatchObject({ units: 432_000, credits: '4.00', lessonsCompleted: 3 });

    world.clock.set('2026-12-21T06:00:00+08:00');
    const again = await classroom.open(someone, lessons[3]!);
    expect(again.opened.standing).toMatchObject({ round: 1, completed: { date: '2026-12-20', credited: false }, leftTodayUnits: unitsOfCredits(4) });
    world.clock.advance(15);
    expect((await again.report([0, 15])).standing).toMatchObject({ round: 2, coveredSeconds: 15, completed: null });
    const rest = await classroom.open(someone, lessons[3]!);
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
    const { someone, lesson, player } = await classroom.aPlayer(10);
    world.clock.set(at);
    const standing = (await player.report([0, 9])).standing;
    expect(standing.completed).toMatchObject({ date });
    const { entries } = await chainOf(world, someone.personId);
    expect(entries).toMatchObject([{ date, year, recordedAt: Date.parse(at), sourceId: lesson.lessonVersionId }]);
  });
});

describe('a completion', () => {
  test('happens at the ninth tenth, rounded up, and once', async () => {
    const { someone, lesson, player } = await classroom.aPlayer(11);
    world.clock.advance(15);
    expect((await player.report([0, 9])).standing).toMatchObject({ requiredSeconds: 10, completed: null });
    expect((await player.report([9, 10])).standing.completed).toMatchObject({ credited: true, units: 11 * 40 });
    expect((await player.report([10, 11])).standing).toMatchObject({ coveredSeconds: 11, completed: { units: 11 * 40 } });
    expect((await chainOf(world, someone.personId)).entries).toHaveLength(1);
    expect(await world.db.manager.countBy(LessonCompletion, { personId: someone.personId, lessonVersionId: lesson.lessonVersionId })).toBe(1);
  });

  test('of two reports at once posts one entry', async () => {
    const { someone, player } = await classroom.aPlayer(10);
    world.clock.advance(15);
    await player.report([0, 8]);
    const answers = await Promise.all([player.send([[8, 9]]), player.send([[8, 10]]), player.send([[7, 9]])]);
    expect(answers.map((answer) => answer.body.standing.completed?.units)).toEqual([400, 400, 400]);
    expect((await chainOf(world, someone.personId)).entries).toHaveLength(1);
  });

  test('keeps when and on what it was watched, and what was refused and why', async () => {
    const someone = await classroom.learner();
    const [lesson, another] = (await classroom.course(60, 60)).lessons as [MadeLesson, MadeLesson];
    const phone = await Player.open(someone.agent.calledItself('Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Mobile MicroMessenger/8.0.49'), world.clock, lesson.lessonVersionId);
    world.clock.advance(15);
    await phone.report([0, 60]);
    const other = await classroom.open(someone, another);
    await phone.report([30, 40]);
    await other.report();
    world.clock.advance(61);
    const later = await classroom.open(someone, lesson);
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
    const someone = await classroom.learner();
    const made = await classroom.course(10, 60);
    const player = await classroom.open(someone, made.lessons[0]!);
    world.clock.advance(15);
    await player.report([0, 9]);
    const shown = (await someone.agent.get<CourseDto>(`/api/courses/${made.courseId}`)).body;
    expect(shown.chapters[0]!.lessons.map((lesson) => lesson.progress)).toEqual([
      { coveredSeconds: 9, resumeAt: 9, completed: true, credited: true, corrected: false, units: 400, credits: '0.00' },
      { coveredSeconds: 0, resumeAt: 0, completed: false, credited: null, corrected: false, units: 0, credits: '0.00' },
    ]);
    const mine = (await someone.agent.get<{ items: MyCourseDto[] }>('/api/my/courses')).body.items;
    expect(mine).toMatchObject([{ course: { id: made.courseId, learners: 1 }, completedLessons: 1, next: { lessonVersionId: made.lessons[1]!.lessonVersionId, number: 2, resumeAt: 0 } }]);
    const other = await classroom.learner();
    expect((await other.agent.get<{ items: MyCourseDto[] }>('/api/my/courses')).body.items).toEqual([]);
    expect((await other.agent.get<CourseDto>(`/api/courses/${made.courseId}`)).body.chapters[0]!.lessons[0]!.progress).toMatchObject({ coveredSeconds: 0 });
  });

  test('resumes no later than the end, whatever the player said', async () => {
    const { someone, player } = await classroom.aPlayer(900);
    world.clock.advance(15);
    await someone.agent.post(`${player.path}/reports`, { seq: 1, ranges: [[0, 10]], rate: 1, position: 5000 });
    expect((await someone.agent.get<{ items: MyCourseDto[] }>('/api/my/courses')).body.items[0]!.next).toMatchObject({ resumeAt: 900 });
  });

  test('resumes where the learner left off', async () => {
    const { someone, lesson, player } = await classroom.aPlayer(900);
    world.clock.advance(15);
    await player.report([100, 110]);
    const again = await someone.agent.post<PlaySessionDto>('/api/play-sessions', { lessonVersionId: lesson.lessonVersionId });
    expect(again.body).toMatchObject({ standing: { savedAt: 110, coverage: [[100, 110]] }, playback: { durationSeconds: 900 } });
  });
});
