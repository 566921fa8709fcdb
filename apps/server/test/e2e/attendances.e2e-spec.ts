import { UNITS_PER_CREDIT } from '@xuexi/domain';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { RecordedAttendanceDto } from '../../src/credits/corrections/attendances.dto.js';
import type { MyCreditsDto } from '../../src/credits/credits.dto.js';
import { chainOf, differencesOf } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson, confirmed } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

const A_CLASS = { activityId: 'jianzhi-1', title: '剪纸班', date: '2026-05-09', classHours: '2', scheduledMinutes: 90, presentMinutes: 72, signedOut: true };

let world: World;
let city: City;
let staff: Someone;
let learner: Someone;

beforeAll(async () => {
  world = await createWorld();
  world.clock.set('2026-05-10T12:00:00+08:00');
  city = await aCity(world);
  staff = await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!));
});
afterAll(() => world.close());

beforeEach(async () => {
  learner = await aPerson(world, { region: city.communities[0]! });
});

const attend = (change: object = {}) => staff.agent.post<RecordedAttendanceDto>(`/api/learners/${learner.personId}/attendances`, { ...A_CLASS, ...change });

test('a class earns its 学时, shows in the learner’s year, and recomputes', async () => {
  expect((await attend()).body).toMatchObject({ units: 2 * UNITS_PER_CREDIT, credits: '2.00', cut: false });
  expect((await staff.agent.get<MyCreditsDto>(`/api/learners/${learner.personId}/credits?year=2026`)).body).toMatchObject({ credits: '2.00', entries: [{ kind: 'attend', title: '剪纸班', date: '2026-05-09' }] });
  expect(await differencesOf(world)).toEqual([]);
});

test.each([
  ['without a sign-out', { signedOut: false }, 'signedOut'],
  ['present for less than 80 %', { presentMinutes: 71 }, 'presentMinutes'],
])('a class %s is refused with the reason, and nothing is stored', async (_name, change, field) => {
  const answer = await attend(change);
  expectProblem(answer, 'attendance_refused');
  expect(answer.body).toMatchObject({ fields: [{ field }] });
  expect((await chainOf(world, learner.personId)).entries).toEqual([]);
});

test.each([
  ['a day to come', { date: '2026-05-11' }, 'invalid_input'],
  ['a closed year', { date: '2025-05-09' }, 'year_closed'],
  ['no number of 学时', { classHours: 'NaN' }, 'invalid_input'],
  ['1e308 学时', { classHours: '1e308' }, 'invalid_input'],
  ['a fraction of a minute', { presentMinutes: 80.5 }, 'invalid_input'],
] as const)('a class of %s is refused', async (_name, change, code) => {
  expectProblem(await attend(change), code);
});

test('the same class sent often at once is recorded once', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => attend()));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect((await chainOf(world, learner.personId)).entries).toHaveLength(1);
});

test('a date takes 6 学时, also of classes that are recorded at once; what exceeds them is not posted', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, (_, i) => attend({ activityId: `ban-${i}`, classHours: '2.5' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409]);
  const { entries } = await chainOf(world, learner.personId);
  expect(entries.map(({ units }) => units)).toEqual([2.5 * UNITS_PER_CREDIT, 2.5 * UNITS_PER_CREDIT, UNITS_PER_CREDIT]);
  expect(await differencesOf(world)).toEqual([]);
});
