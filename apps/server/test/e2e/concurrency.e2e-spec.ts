import { verifyChain } from '@xuexi/domain';
import { DataSource, type QueryRunner } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RegionReportDto } from '../../src/reports/reports.dto.js';
import { LessonCompletion } from '../../src/learning/lesson-completion.entity.js';
import { LessonProgressRow } from '../../src/learning/lesson-progress.entity.js';
import { aClassroom } from '../factories/classroom.js';
import { agreed } from '../factories/consents.js';
import { type MadeCourse, aPublishedCourse } from '../factories/courses.js';
import { chainOf } from '../factories/ledger.js';
import type { RealNameClaimPageDto } from '../../src/identity/real-name/real-name.dto.js';
import { type Someone, aColleague, aPerson, confirmed, signedIn } from '../factories/persons.js';
import type { City } from '../factories/regions.js';
import type { Agent } from '../support/agent.js';
import { Player } from '../support/player.js';
import type { TestApi } from '../support/test-api.js';
import { aRegistration } from '../factories/sign-in.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let other: TestApi;
let instructor: Someone;

beforeAll(async () => {
  world = await createWorld();
  other = await world.startAnotherApi();
  ({ city, instructor } = await aClassroom(world));
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-10T09:00:00+08:00'));

interface Learner {
  someone: Someone;
  elsewhere: Agent;
  player: Player;
}

/** A learner with a browser on each api process, one lesson second short of completion. */
async function almostThere({ lessons: [lesson] }: MadeCourse, region = city.communities[0]!): Promise<Learner> {
  const someone = await aPerson(world, { region });
  const player = await Player.open(someone.agent, world.clock, lesson!.lessonVersionId);
  await world.db.manager.insert(LessonProgressRow, {
    personId: someone.personId,
    lessonVersionId: lesson!.lessonVersionId,
    round: 1,
    coverage: [[0, 809]],
    coveredSeconds: 809,
    refusedSeconds: 0,
    position: 809,
    updatedAt: world.clock.date(),
  });
  return { someone, elsewhere: await signedIn(world, someone.accountId, other), player };
}

describe('two api processes over one database', () => {
  test('post one entry for each of 50 learners whose last second is reported 64 times at once', async () => {
    const course = await aPublishedCourse(world, instructor, [900]);
    const learners = await Promise.all(Array.from({ length: 50 }, () => almostThere(course)));
    world.clock.advance(2);
    // Duplicates and later reports of the same second, all learners and both processes mixed.
    const reports = Array.from({ length: 64 }, (_, i) => learners.map(({ player, elsewhere }) => player.send([[809, 810]], 1 + (i % 7), i % 2 === 0 ? undefined : elsewhere)));
    const answers = await Promise.all(reports.flat());
    expect(answers.filter((answer) => answer.status !== 200)).toEqual([]);
    expect(answers.filter((answer) => answer.body.coveredNow === 1)).toHaveLength(50);
    expect(answers.every((answer) => answer.body.standing.completed?.units === 36_000)).toBe(true);

    for (const { someone } of learners) {
      const { entries, head } = await chainOf(world, someone.personId);
      expect(entries).toMatchObject([{ sequence: 1, units: 36_000 }]);
      expect(verifyChain(entries, head)).toEqual({ ok: true });
      expect(await world.db.manager.countBy(LessonCompletion, { personId: someone.personId })).toBe(1);
    }
    const [{ units }] = await world.db.query('SELECT CAST(SUM(units) AS SIGNED) AS units FROM credit_entry');
    expect(units).toBe(50 * 36_000);
    const admin = await aColleague(world, 'region_admin', city.communities[0]!, city.city);
    expect((await admin.agent.get<RegionReportDto>('/api/reports/region')).body.total).toMatchObject({ active: 50, units: 50 * 36_000 });
  });

  test('keep one chain of a learner who completes lessons on both at once', async () => {
    const course = await aPublishedCourse(world, instructor, [10, 10, 10, 10]);
    const someone = await aPerson(world, { region: city.communities[0]! });
    const elsewhere = await signedIn(world, someone.accountId, other);
    for (const [i, lesson] of course.lessons.entries()) {
      const player = await Player.open(i % 2 === 0 ? someone.agent : elsewhere, world.clock, lesson.lessonVersionId);
      world.clock.advance(7);
      const answers = await Promise.all([player.send([[0, 9]]), player.send([[0, 9]], 2, elsewhere), player.send([[0, 10]], 3, someone.agent)]);
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    }
    const { entries, head } = await chainOf(world, someone.personId);
    expect(entries.map((entry) => entry.sourceId)).toEqual(course.lessons.map((lesson) => lesson.lessonVersionId));
    expect(verifyChain(entries, head)).toEqual({ ok: true });
  });
});

describe('an api whose pool has one free connection', () => {
  let held: QueryRunner[] = [];

  /** Takes connections until one is left: whoever needs a second one while holding the first waits forever. */
  beforeAll(async () => {
    held = Array.from({ length: 11 }, () => world.api.app.get(DataSource).createQueryRunner());
    await Promise.all(held.map((runner) => runner.connect()));
  });
  afterAll(() => Promise.all(held.map((runner) => runner.release())));

  test('does the main job still', async () => {
    const course = await aPublishedCourse(world, instructor, [10]);
    const someone = await agreed(await aPerson(world, { region: city.communities[0]!, verifiedAt: null }));
    const clerk = await aColleague(world, 'clerk', city.communities[0]!, city.city);
    expect((await someone.agent.post('/api/me/real-name', { name: '王秀英', idNumber: '11010519491231002X' })).status).toBe(200);
    const { items } = (await clerk.agent.get<RealNameClaimPageDto>('/api/real-name-claims')).body;
    expect((await clerk.agent.post(`/api/real-name-claims/${items[0]!.id}/approval`)).status).toBe(200);
    const player = await Player.open(someone.agent, world.clock, course.lessons[0]!.lessonVersionId);
    world.clock.advance(7);
    expect((await player.report([0, 9])).standing.completed).toMatchObject({ credited: true });
    expect((await player.present()).status).toBe(204);
    for (const path of ['/api/my/credits', '/api/my/courses', '/api/my/statements', '/api/todo', `/api/courses/${course.courseId}`, '/api/courses']) {
      expect((await someone.agent.get(path)).status).toBe(200);
    }
    const reviewer = await aColleague(world, 'reviewer', city.communities[0]!, city.city);
    const reopened = await instructor.agent.post(`/api/teaching/courses/${course.courseId}/submission`);
    expect(reopened.status).toBe(200);
    await confirmed(world, someone);
    expect((await someone.agent.post('/api/me/data-export')).status).toBe(200);
    expect((await someone.agent.post('/api/me/erasure', { words: '确认注销' })).status).toBe(204);
    expect((await reviewer.agent.post(`/api/reviews/${course.courseId}/decision`, { decision: 'approve' })).status).toBe(200);
    const admin = await aColleague(world, 'platform_admin', city.communities[0]!, null);
    expect((await admin.agent.get('/api/reports/region')).status).toBe(200);
    await confirmed(world, admin);
    expect((await admin.agent.post('/api/closings', { year: 2026 })).status).toBe(201);
    expect((await world.api.guest.post('/api/accounts', await aRegistration(world, city.communities[0]!))).status).toBe(201);
  });
});
