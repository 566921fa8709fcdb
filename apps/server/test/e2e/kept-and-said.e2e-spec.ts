import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CourseCardDto } from '../../src/catalog/catalog.dto.js';
import { PersonMergeService } from '../../src/identity/merging/person-merge.service.js';
import { PersonalDataSources } from '../../src/identity/personal-data/personal-data-source.js';
import type { FavouriteDto } from '../../src/learning/favourites/favourites.dto.js';
import { LessonNote } from '../../src/learning/notes/lesson-note.entity.js';
import type { NoteDto } from '../../src/learning/notes/notes.dto.js';
import type { JudgedRatingDto, RatingPageDto } from '../../src/learning/ratings/ratings.dto.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { aClassroom } from '../factories/classroom.js';
import { hasCompleted } from '../factories/completions.js';
import { type MadeCourse, aPublishedCourse } from '../factories/courses.js';
import { type Someone, aColleague, aPerson, confirmed } from '../factories/persons.js';
import type { City } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let instructor: Someone;
let reviewer: Someone;
let course: MadeCourse;

beforeAll(async () => {
  world = await createWorld();
  ({ city, instructor } = await aClassroom(world));
  reviewer = await confirmed(world, await aColleague(world, 'reviewer', city.communities[0]!, city.districts[0]!));
});
afterAll(() => world.close());
beforeEach(async () => void (course = await aPublishedCourse(world, instructor, [60, 60], { title: '剪纸入门' })));

const aLearner = (name?: string) => aPerson(world, { region: city.communities[0]!, name });
const favouritesOf = async ({ agent }: Someone) => (await agent.get<{ items: FavouriteDto[] }>('/api/my/favourites')).body.items.map((one) => one.course.id);
const notesOf = async ({ agent }: Someone) => (await agent.get<{ items: NoteDto[] }>(`/api/my/notes?lessonVersionId=${course.lessons[0]!.lessonVersionId}`)).body.items;
const write = ({ agent }: Someone, text: string, position = 12) => agent.post<NoteDto>('/api/my/notes', { lessonVersionId: course.lessons[0]!.lessonVersionId, position, text });
const ratings = async (id: string, agent = world.api.guest) => (await agent.get<RatingPageDto>(`/api/courses/${id}/ratings`)).body;
const rate = ({ agent }: Someone, stars: unknown, comment?: string) => agent.put(`/api/courses/${course.courseId}/rating`, { stars, comment });

async function aGraduate(name?: string): Promise<Someone> {
  const learner = await aLearner(name);
  await hasCompleted(world, learner.personId, course, course.lessons[0]!);
  return learner;
}

test('favourites are kept once, newest first, and pass over what is withdrawn', async () => {
  const learner = await aLearner();
  const later = await aPublishedCourse(world, instructor, [60]);
  for (const id of [course.courseId, later.courseId, course.courseId]) {
    world.clock.advance(1);
    expect((await learner.agent.put(`/api/my/favourites/${id}`)).status).toBe(204);
  }
  expect(await favouritesOf(learner)).toEqual([later.courseId, course.courseId]);
  await world.db.query('UPDATE course SET withdrawn_at = ? WHERE id = ?', [world.clock.date(), later.courseId]);
  expect(await favouritesOf(learner)).toEqual([course.courseId]);
  expectProblem(await (await aLearner()).agent.put(`/api/my/favourites/${later.courseId}`), 'not_found');
  for (let i = 0; i < 2; i++) expect((await learner.agent.delete(`/api/my/favourites/${course.courseId}`)).status).toBe(204);
  expect(await favouritesOf(learner)).toEqual([]);
});

describe('a note', () => {
  test('is written at a second, changed, removed, and read by its writer only, in words that the database does not know', async () => {
    const [learner, other] = [await aLearner(), await aLearner()];
    const second = await write(learner, '第二步：对折\n<b>慢一点</b>', 40);
    expect(second.status).toBe(201);
    await write(learner, '第一步：选红纸', 3);
    expect((await notesOf(learner)).map(({ position, text }) => [position, text])).toEqual([[3, '第一步：选红纸'], [40, '第二步：对折\n<b>慢一点</b>']]);
    expect(await notesOf(other)).toEqual([]);
    const changed = await learner.agent.patch<NoteDto>(`/api/my/notes/${second.body.id}`, { text: '对折两次' });
    expect(changed.body).toMatchObject({ text: '对折两次', position: 40 });
    const stored = await world.db.manager.findBy(LessonNote, { personId: learner.personId });
    expect(Buffer.concat(stored.map(({ textCipher }) => textCipher)).includes('红纸')).toBe(false);
    expect((await learner.agent.delete(`/api/my/notes/${second.body.id}`)).status).toBe(204);
    expectProblem(await learner.agent.delete(`/api/my/notes/${second.body.id}`), 'not_found');
    expect((await notesOf(learner)).length).toBe(1);
  });

  test.each([['', 3], [' \n', 3], ['字'.repeat(1001), 3], ['太远', 61], ['太早', -1], ['半秒', 1.5]])('of %j at %d is refused', async (text, position) => {
    expectProblem(await write(await aLearner(), text, position), 'invalid_input');
  });

  test('of a thousand rare characters is kept', async () => {
    const learner = await aLearner();
    await write(learner, '𬭩'.repeat(500));
    expect((await notesOf(learner))[0]!.text).toBe('𬭩'.repeat(500));
  });

  test('goes over with the favourites and ratings when two records of a person are merged, and can still be read', async () => {
    const [kept, absorbed] = [await aGraduate(), await aGraduate()];
    await write(absorbed, '先对折');
    await absorbed.agent.put(`/api/my/favourites/${course.courseId}`);
    await kept.agent.put(`/api/my/favourites/${course.courseId}`);
    await rate(absorbed, 1, '不好');
    await rate(kept, 5, '很好');
    await inTransaction(world.db, (tx) => world.api.app.get(PersonMergeService).merge(tx, { keepPersonId: kept.personId, absorbPersonId: absorbed.personId, by: reviewer.accountId, reason: '同一人' }));
    expect((await notesOf(kept)).map(({ text }) => text)).toEqual(['先对折']);
    expect(await favouritesOf(kept)).toEqual([course.courseId]);
    expect((await ratings(course.courseId)).rating).toEqual({ average: '5.0', count: 1 });
  });
});

describe('a rating', () => {
  test('is given by whoever has completed a lesson, once, and can be changed', async () => {
    const learner = await aLearner();
    expectProblem(await rate(learner, 5), 'rating_too_early');
    expect(await ratings(course.courseId, learner.agent)).toMatchObject({ mayRate: false, mine: null, rating: null });
    const [graduate, another] = [await aGraduate('王秀英'), await aGraduate('欧阳海')];
    await rate(another, 4);
    for (const [stars, comment] of [[1, '听不清'], [3, '<script>alert(1)</script>']] as const) expect((await rate(graduate, stars, comment)).status).toBe(204);
    const page = await ratings(course.courseId, graduate.agent);
    expect(page).toMatchObject({ mayRate: true, mine: { stars: 3, comment: '<script>alert(1)</script>', hiddenReason: null }, rating: { average: '3.5', count: 2 }, total: 1 });
    expect(page.items).toMatchObject([{ stars: 3, name: '王*', own: true }]);
    expect(JSON.stringify(await ratings(course.courseId))).not.toMatch(new RegExp(`王秀英|${graduate.personId}`));
    const { body } = await world.api.guest.get<{ items: CourseCardDto[] }>('/api/courses?pageSize=100');
    expect(body.items.find(({ id }) => id === course.courseId)?.rating).toEqual({ average: '3.5', count: 2 });
  });

  test.each([[0, ''], [6, ''], [2.5, ''], ['5', ''], [5, '字'.repeat(501)], [5, '找我：13912345678']])('of %j stars with %j is refused', async (stars, comment) => {
    expectProblem(await rate(await aGraduate(), stars, comment), 'invalid_input');
  });

  test('is hidden with a reason, stays hidden when it is changed, still counts, and is shown again, all on record', async () => {
    const graduate = await aGraduate();
    await rate(graduate, 2, '广告：加群');
    const { id } = (await ratings(course.courseId)).items[0]!;
    const judged = async () => (await reviewer.agent.get<{ items: JudgedRatingDto[] }>(`/api/published-courses/${course.courseId}/ratings`)).body.items;
    expectProblem(await reviewer.agent.post(`/api/ratings/${id}/hiding`, { reason: '' }), 'invalid_input');
    expectProblem(await instructor.agent.post(`/api/ratings/${id}/hiding`, { reason: '是广告' }), 'not_permitted');
    for (let i = 0; i < 2; i++) expect((await reviewer.agent.post(`/api/ratings/${id}/hiding`, { reason: '是广告' })).status).toBe(204);
    await rate(graduate, 2, '还是广告');
    expect(await ratings(course.courseId, graduate.agent)).toMatchObject({ items: [], rating: { count: 1 }, mine: { comment: '还是广告', hiddenReason: '是广告' } });
    expect(await judged()).toMatchObject([{ id, hidden: { reason: '是广告' } }]);
    await reviewer.agent.post(`/api/ratings/${id}/showing`);
    expect((await ratings(course.courseId)).items).toMatchObject([{ comment: '还是广告' }]);
    const acts = await world.db.manager.find(AuditEntry, { where: [{ action: 'rating.hide' }, { action: 'rating.show' }], order: { sequence: 'ASC' } });
    expect(acts).toMatchObject([{ action: 'rating.hide', reason: '是广告', details: { rating: id, course: course.courseId } }, { action: 'rating.show' }]);
  });
});

test('a download holds what a person keeps and says, and an erasure leaves nothing of it', async () => {
  const graduate = await aGraduate();
  await write(graduate, '慢慢剪');
  await rate(graduate, 5, '学会了');
  await graduate.agent.put(`/api/my/favourites/${course.courseId}`);
  const sources = world.api.app.get(PersonalDataSources).all();
  const sections = async () => Object.fromEntries((await Promise.all(sources.map((source) => source.collect([graduate.personId])))).flat().map(({ name, rows }) => [name, rows]));
  expect(await sections()).toMatchObject({ favourites: [{ courseId: course.courseId }], notes: [{ text: '慢慢剪', position: 12 }], ratings: [{ stars: 5, comment: '学会了' }] });
  await inTransaction(world.db, async (tx) => {
    for (const source of sources) await source.erase(tx, [graduate.personId]);
  });
  expect(await sections()).toMatchObject({ favourites: [], notes: [], ratings: [] });
});
