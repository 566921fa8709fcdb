import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { Closing } from '../../src/credits/closing/closing.entity.js';
import { aPublishedCourse } from '../factories/courses.js';
import { holds } from '../factories/ledger.js';
import { type Someone, aPerson, confirmed } from '../factories/persons.js';
import { type City, aCity, aRegion } from '../factories/regions.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let someone: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  someone = await aPerson(world, {
    region: city.communities[0]!,
    grants: [
      { role: 'instructor', region: city.streets[0]! },
      { role: 'reviewer', region: city.city },
      { role: 'platform_admin', region: null },
    ],
  });
});
afterAll(() => world.close());
afterEach(() => void jest.restoreAllMocks());

/** More of everything that the lists show. */
async function grow(times: number): Promise<void> {
  const before = await world.db.manager.countBy(Closing, {});
  for (let i = 0; i < times; i++) {
    const course = await aPublishedCourse(world, someone, [60, 60, 60]);
    await someone.agent.post(`/api/courses/${course.courseId}/enrolment`);
    const waiting = await aPublishedCourse(world, someone, [60, 60]);
    await world.db.query("UPDATE course SET state = 'in_review' WHERE id = ?", [waiting.courseId]);
    await aRegion(world, city.city);
    const learner = await aPerson(world, { region: city.communities[i % 8]!, api: world.api });
    await holds(world, learner.personId, 1000, '2026-02-01');
    await holds(world, someone.personId, 1000, '2026-02-01');
    await confirmed(world, someone);
    const closing = await someone.agent.post<{ id: string }>('/api/closings', { year: 2001 + before + i });
    await world.db.query("UPDATE closing SET state = 'done', active_year = NULL WHERE id = ?", [closing.body.id]);
  }
}

/** Statements that the api sends for each request; outside of transactions every statement has a runner of its own. */
async function statementsFor(paths: string[]): Promise<Record<string, number>> {
  const runners = jest.spyOn(world.api.app.get(DataSource), 'createQueryRunner');
  const counts: Record<string, number> = {};
  for (const path of paths) {
    runners.mockClear();
    expect({ path, status: (await someone.agent.get(path)).status }).toEqual({ path, status: 200 });
    counts[path] = runners.mock.calls.length;
  }
  return counts;
}

test('every list needs as many statements for many rows as for a few', async () => {
  const paths = [
    '/api/courses?pageSize=100',
    '/api/regions',
    '/api/teaching/courses',
    '/api/reviews',
    '/api/todo',
    '/api/my/courses',
    '/api/my/credits',
    '/api/my/statements',
    '/api/closings',
    '/api/reports/region',
    `/api/reports/learners?regionId=${city.city.id}&pageSize=100`,
  ];
  await grow(2);
  const few = await statementsFor(paths);
  expect(Math.min(...Object.values(few))).toBeGreaterThan(1);
  await grow(8);
  expect(await statementsFor(paths)).toEqual(few);
});
