import { RANKING_BOARDS } from '@xuexi/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PersonMergeService } from '../../src/identity/merging/person-merge.service.js';
import { PersonalDataSources } from '../../src/identity/personal-data/personal-data-source.js';
import { Person } from '../../src/identity/person.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { GroupDto } from '../../src/points/groups.dto.js';
import { LearningGroup } from '../../src/points/learning-group.entity.js';
import { PointEntry } from '../../src/points/point-entry.entity.js';
import type { EarnedPointsDto, MyPointsDto, SharedPointsDto } from '../../src/points/points.dto.js';
import { RankingRun } from '../../src/points/ranking-run.entity.js';
import { RankingsComputation } from '../../src/points/rankings-computation.js';
import type { RankingDto } from '../../src/points/rankings.dto.js';
import { aClassroom } from '../factories/classroom.js';
import { hasCompleted } from '../factories/completions.js';
import { aPublishedCourse } from '../factories/courses.js';
import { aGroup } from '../factories/groups.js';
import { allHold } from '../factories/ledger.js';
import { anOrganisation } from '../factories/organisations.js';
import { type Someone, aPerson, signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { tableChecksums } from '../support/table-checksums.js';
import { type World, createWorld } from '../support/world.js';

const CREDIT = 108_000;
const MORNING = '2026-03-10T09:00:00+08:00';

let world: World;
let city: City;
let instructor: Someone;

beforeAll(async () => {
  world = await createWorld();
  ({ city, instructor } = await aClassroom(world));
});
afterAll(() => world.close());
beforeEach(() => world.clock.set(MORNING));

const aLearner = (region = city.communities[0]!, name?: string) => aPerson(world, { region, name });
const signIn = async ({ agent }: Someone) => (await agent.post<EarnedPointsDto>('/api/my/points/sign-in')).body.earned;
const pointsOf = async ({ agent }: Someone) => (await agent.get<MyPointsDto>('/api/my/points')).body;
const share = ({ agent }: Someone, courseId: string) => agent.post<SharedPointsDto>(`/api/courses/${courseId}/share`);
const erase = ({ personId }: Someone) =>
  inTransaction(world.db, async (tx) => {
    for (const source of world.api.app.get(PersonalDataSources).all().filter(({ place }) => place === 3.5)) await source.erase(tx, [personId]);
  });

describe('points', () => {
  test('are given for the first visit of each Shanghai date, more every seventh day in a row', async () => {
    const learner = await aLearner();
    world.clock.set('2026-02-25T23:59:59.999+08:00');
    expect(await signIn(learner)).toBe(21);
    expect(await signIn(learner)).toBe(0);
    world.clock.set('2026-02-26T00:00:00+08:00');
    expect(await signIn(learner)).toBe(1);
    for (const day of ['02-27', '02-28', '03-01', '03-02']) {
      world.clock.set(`2026-${day}T12:00:00+08:00`);
      expect(await signIn(learner)).toBe(1);
    }
    world.clock.set('2026-03-03T00:00:00+08:00');
    expect(await pointsOf(learner)).toMatchObject({ total: 26, streak: 6, signedInToday: false });
    expect(await signIn(learner)).toBe(6);
    expect(await pointsOf(learner)).toMatchObject({ total: 32, streak: 7, signedInToday: true, rank: { name: '新学员', next: { name: '学习之友', missing: 18 } } });
    world.clock.set('2026-03-05T08:00:00+08:00');
    expect(await pointsOf(learner)).toMatchObject({ streak: 0 });
    expect(await signIn(learner)).toBe(1);
    expect((await pointsOf(learner)).entries[0]).toEqual({ kind: 'sign_in', points: 1, date: '2026-03-05' });
  });

  test('are given once to twenty visits at once, by two processes', async () => {
    const learner = await aLearner();
    const other = await world.startAnotherApi();
    const there = { ...learner, agent: await signedIn(world, learner.accountId, other) };
    const earned = await Promise.all(Array.from({ length: 20 }, (_, i) => signIn(i % 2 === 0 ? learner : there)));
    expect(earned.reduce((sum, points) => sum + points)).toBe(21);
    expect(await world.db.manager.countBy(PointEntry, { personId: learner.personId })).toBe(2);
  });

  test('are given for the words of a rating, once for each course', async () => {
    const course = await aPublishedCourse(world, instructor, [60]);
    const learner = await aLearner();
    await hasCompleted(world, learner.personId, course, course.lessons[0]!);
    const rate = (comment: string) => learner.agent.put(`/api/courses/${course.courseId}/rating`, { stars: 5, comment });
    expect((await rate('')).status).toBe(204);
    expect(await pointsOf(learner)).toMatchObject({ total: 0 });
    expect((await Promise.all(Array.from({ length: 5 }, () => rate('讲得清楚')))).map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    expect((await rate('讲得很清楚')).status).toBe(204);
    expect(await pointsOf(learner)).toMatchObject({ total: 23 });
  });

  test('are given for sharing each course once a date, three a date, however many are shared at once', async () => {
    const courses: string[] = [];
    for (let i = 0; i < 4; i++) courses.push((await aPublishedCourse(world, instructor, [60])).courseId);
    const learner = await aLearner();
    expect((await share(learner, courses[0]!)).body).toEqual({ earned: 2, leftToday: 2 });
    expect((await share(learner, courses[0]!)).body).toEqual({ earned: 0, leftToday: 2 });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => share(learner, courses[i % 4]!)));
    expect(answers.reduce((sum, { body }) => sum + body.earned, 0)).toBe(4);
    world.clock.set('2026-03-11T00:00:00+08:00');
    expect((await share(learner, courses[0]!)).body).toEqual({ earned: 2, leftToday: 2 });
    await world.db.query('UPDATE course SET withdrawn_at = ? WHERE id = ?', [world.clock.date(), courses[1]]);
    expectProblem(await share(learner, courses[1]!), 'not_found');
  });

  test('never touch credits', async () => {
    const course = await aPublishedCourse(world, instructor, [60]);
    const learner = await aLearner();
    await hasCompleted(world, learner.personId, course, course.lessons[0]!);
    const before = await tableChecksums(world, ['point_entry', 'course_rating', 'session']);
    await signIn(learner);
    await share(learner, course.courseId);
    await learner.agent.put(`/api/courses/${course.courseId}/rating`, { stars: 5, comment: '很有用' });
    expect(await pointsOf(learner)).toMatchObject({ total: 26 });
    expect(await tableChecksums(world, ['point_entry', 'course_rating', 'session'])).toEqual(before);
  });

  test('of two records that become one count once where both earned the same', async () => {
    const [kept, absorbed] = [await aLearner(), await aPerson(world, { region: city.communities[0]!, verifiedAt: null })];
    for (const one of [kept, absorbed]) await signIn(one);
    world.clock.set('2026-03-11T09:00:00+08:00');
    await signIn(absorbed);
    const id = await aGroup(world, absorbed, [kept]);
    await absorbed.agent.put('/api/my/ranking-opt-out', { optedOut: true });
    const order = { keepPersonId: kept.personId, absorbPersonId: absorbed.personId, by: instructor.accountId, reason: '同一人' };
    await inTransaction(world.db, (tx) => world.api.app.get(PersonMergeService).merge(tx, order));
    expect(await pointsOf(kept)).toMatchObject({ total: 22, streak: 2, signedInToday: true });
    expect(await signIn(kept)).toBe(0);
    expect(await groupsOf(kept)).toMatchObject([{ id, members: 1, own: 'founder' }]);
    expect(await ranking(kept, 'community')).toMatchObject({ optedOut: true });
    expect(await world.db.manager.countBy(PointEntry, { personId: absorbed.personId })).toBe(0);
  });

  test('go with an erasure, and a group goes on with who joined next', async () => {
    const [founder, member] = [await aLearner(), await aLearner()];
    await signIn(founder);
    const [shared, alone] = [await aGroup(world, founder, [member]), await aGroup(world, founder)];
    await erase(founder);
    await erase(founder);
    expect(await world.db.manager.countBy(PointEntry, { personId: founder.personId })).toBe(0);
    expect(await groupsOf(member)).toMatchObject([{ id: shared, members: 1, own: 'founder' }]);
    expect(await world.db.manager.findOneBy(LearningGroup, { id: alone })).toMatchObject({ nameKey: null, closedAt: world.clock.date() });
  });
});

const groupsOf = async ({ agent }: Someone) => (await agent.get<{ items: GroupDto[] }>('/api/groups')).body.items.filter(({ own }) => own !== null);
const found = ({ agent }: Someone, name: string) => agent.post<{ id: string }>('/api/groups', { name, about: '每周三一起学' });

describe('a learning group', () => {
  test('is founded, joined, left and closed, and its name is taken in one street only while it is open', async () => {
    const [founder, neighbour, elsewhere] = [await aLearner(), await aLearner(city.communities[1]), await aLearner(city.communities[2])];
    const { status, body } = await found(founder, '晨读小组');
    expect(status).toBe(201);
    const answers = await Promise.all(Array.from({ length: 8 }, () => found(neighbour, '晨读小组')));
    for (const answer of answers) expectProblem(answer, 'group_refused');
    expect((await found(elsewhere, '晨读小组')).status).toBe(201);
    const membership = `/api/groups/${body.id}/membership`;
    for (let i = 0; i < 2; i++) expect((await neighbour.agent.put(membership)).status).toBe(204);
    expect(await groupsOf(neighbour)).toMatchObject([{ name: '晨读小组', place: city.streets[0]!.name, members: 2, own: 'member' }]);
    expectProblem(await founder.agent.delete(membership), 'group_refused');
    expectProblem(await neighbour.agent.post(`/api/groups/${body.id}/closing`), 'not_found');
    for (let i = 0; i < 2; i++) expect((await neighbour.agent.delete(membership)).status).toBe(204);
    expect(await groupsOf(neighbour)).toEqual([]);
    expect((await founder.agent.post(`/api/groups/${body.id}/closing`)).status).toBe(204);
    expectProblem(await neighbour.agent.put(membership), 'not_found');
    expect(await world.db.manager.findOneBy(AuditEntry, { action: 'group.close', subjectId: body.id })).toMatchObject({ accountId: founder.accountId, details: { members: 1 } });
    expect((await found(neighbour, '晨读小组')).status).toBe(201);
  });

  test('is seen and joined in its district, and nowhere else', async () => {
    const other = await aCity(world);
    const id = await aGroup(world, await aLearner());
    const [inDistrict, outside] = [await aLearner(city.communities[3]), await aLearner(other.communities[0])];
    const listed = async ({ agent }: Someone) => (await agent.get<{ items: GroupDto[] }>('/api/groups')).body.items.map((group) => group.id);
    expect(await listed(inDistrict)).toContain(id);
    expect(await listed(outside)).toEqual([]);
    expectProblem(await outside.agent.put(`/api/groups/${id}/membership`), 'not_found');
    expect((await inDistrict.agent.put(`/api/groups/${id}/membership`)).status).toBe(204);
  });

  test.each([[''], ['一'], ['一'.repeat(31)], ['加我 13912345678'], [7], [null]])('is not founded with the name %j', async (name) => {
    const learner = await aLearner();
    expectProblem(await learner.agent.post('/api/groups', { name, about: '' }), 'invalid_input');
  });
});

const ranking = async ({ agent }: Someone, board: string) => (await agent.get<RankingDto>(`/api/rankings?board=${board}`)).body;

async function compute(): Promise<void> {
  const computation = new RankingsComputation(world.db, world.clock);
  for (const board of RANKING_BOARDS) await computation.compute(board);
}

/** Learners of a community with so many credits each, in order. */
async function withCredits(region: City['communities'][number], credits: readonly number[], date = '2026-02-01'): Promise<Someone[]> {
  const people: Someone[] = [];
  for (const _ of credits) people.push(await aLearner(region, '欧阳海'));
  await allHold(world, people.map(({ personId }, i) => ({ personId, units: credits[i]! * CREDIT })), date);
  return people;
}

describe('a ranking', () => {
  let town: City;
  beforeEach(async () => {
    town = await aCity(world);
    await world.db.manager.clear(RankingRun);
  });
  const later = () => world.clock.advance(600);

  test('shares places between equals, names nobody, and says how many and since when', async () => {
    const people = await withCredits(town.communities[0]!, [9, 9, 7, 5, 3, 0]);
    await compute();
    const seen = await ranking(people[2]!, 'community');
    expect(seen).toMatchObject({ year: 2026, board: { kind: 'community', id: town.communities[0]!.id }, persons: 5, own: { place: 3, credits: '7.00' }, asOf: expect.stringMatching(/Z$/), optedOut: false });
    expect(seen.rows.map(({ place }) => place)).toEqual([1, 1, 3, 4, 5]);
    expect(new Set(seen.rows.map(({ name }) => name))).toEqual(new Set(['欧*']));
    expect(seen.rows.map(({ own }) => own)).toEqual([false, false, true, false, false]);
    expect(await ranking(people[5]!, 'community')).toMatchObject({ persons: 5, own: null });
  });

  test('of fewer than five persons is not shown, and no figure of it', async () => {
    const people = await withCredits(town.communities[0]!, [9, 8, 7, 6]);
    await compute();
    expect(await ranking(people[0]!, 'community')).toMatchObject({ persons: null, rows: [], own: null });
  });

  test('forgets at once who opts out, and is hidden when they were the fifth', async () => {
    const people = await withCredits(town.communities[0]!, [9, 9, 8, 7, 6, 5]);
    await compute();
    for (const { agent } of [people[0]!, people[0]!]) expect((await agent.put('/api/my/ranking-opt-out', { optedOut: true })).status).toBe(204);
    const seen = await ranking(people[2]!, 'community');
    expect(seen.rows.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5]);
    expect(seen).toMatchObject({ persons: 5, own: { place: 2 } });
    expect(await ranking(people[0]!, 'community')).toMatchObject({ own: null, optedOut: true });
    await people[1]!.agent.put('/api/my/ranking-opt-out', { optedOut: true });
    expect(await ranking(people[2]!, 'community')).toMatchObject({ persons: null, rows: [], own: null });
    later();
    await compute();
    await people[0]!.agent.put('/api/my/ranking-opt-out', { optedOut: false });
    expect(await ranking(people[2]!, 'community')).toMatchObject({ persons: null });
    later();
    await compute();
    expect(await ranking(people[0]!, 'community')).toMatchObject({ persons: 5, own: { place: 1 } });
  });

  test('counts whose entries count, of this year, and nobody who has died, moved or is another', async () => {
    const people = await withCredits(town.communities[0]!, [9, 8, 7, 6, 5, 4, 3, 2]);
    await withCredits(town.communities[0]!, [50], '2025-12-31');
    const [dead, moved, unverified] = people;
    await world.db.manager.update(Person, { id: dead!.personId }, { state: 'deceased' });
    await world.db.manager.update(Person, { id: moved!.personId }, { state: 'moved' });
    await world.db.manager.update(Person, { id: unverified!.personId }, { unverifiedAt: world.clock.date() });
    await compute();
    expect(await ranking(people[3]!, 'community')).toMatchObject({ persons: 5, own: { place: 1, credits: '6.00' } });
  });

  test('is of the community, the street, the organisation and the groups one belongs to, and of no others', async () => {
    const here = await withCredits(town.communities[0]!, [9, 8, 7]);
    const there = await withCredits(town.communities[1]!, [6, 5]);
    const people = [...here, ...there];
    const organisation = await anOrganisation(world, town.districts[0]!);
    for (const { personId } of people) await world.db.manager.update(Person, { id: personId }, { organisationId: organisation.id });
    const [ours, theirs] = [await aGroup(world, people[4]!, people.slice(0, 4)), await aGroup(world, people[0]!, people.slice(1))];
    await people[4]!.agent.delete(`/api/groups/${theirs}/membership`);
    await compute();
    const me = people[4]!;
    expect((await ranking(me, 'community')).persons).toBeNull();
    for (const board of ['street', 'organisation', 'group']) expect(await ranking(me, board)).toMatchObject({ persons: 5, own: { place: 5 } });
    expect((await ranking(me, 'street')).boards.map(({ kind, id }) => [kind, id])).toEqual([
      ['community', town.communities[1]!.id],
      ['street', town.streets[0]!.id],
      ['organisation', organisation.id],
      ['group', ours],
    ]);
    const others = { community: town.communities[0]!.id, street: town.streets[1]!.id, organisation: (await anOrganisation(world, town.districts[0]!)).id, group: theirs };
    for (const [board, id] of Object.entries(others)) expectProblem(await me.agent.get(`/api/rankings?board=${board}&id=${id}`), 'not_found');
    expect(await ranking(await aLearner(town.communities[3]), 'group')).toMatchObject({ board: null, rows: [], persons: null });
    for (const query of ['', '?board=city', '?board=group&id=1']) expectProblem(await me.agent.get(`/api/rankings${query}`), 'invalid_input');
  });

  test('is computed once in ten minutes, also by two workers at once', async () => {
    const people = await withCredits(town.communities[0]!, [9, 8, 7, 6, 5]);
    await Promise.all([compute(), compute()]);
    const { asOf } = await ranking(people[0]!, 'community');
    world.clock.advance(599);
    await compute();
    expect((await ranking(people[0]!, 'community')).asOf).toBe(asOf);
    world.clock.advance(1);
    await compute();
    expect((await ranking(people[0]!, 'community')).asOf).toBe(world.clock.date().toISOString());
  });

  test('begins anew with the year', async () => {
    world.clock.set('2026-12-31T23:59:00+08:00');
    const people = await withCredits(town.communities[0]!, [9, 8, 7, 6, 5]);
    await compute();
    expect(await ranking(people[0]!, 'community')).toMatchObject({ year: 2026, persons: 5 });
    world.clock.set('2027-01-01T00:09:00+08:00');
    expect(await ranking(people[0]!, 'community')).toMatchObject({ year: 2027, persons: null, rows: [] });
    later();
    await compute();
    const [left]: { n: number }[] = await world.db.query('SELECT COUNT(*) AS n FROM ranking_row');
    expect(left!.n).toBe(0);
  });
});
