import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CourseCardDto, CourseDto } from '../../src/catalog/catalog.dto.js';
import { Media } from '../../src/media/media.entity.js';
import { type MadeCourse, aPublishedCourse } from '../factories/courses.js';
import { type Someone, aColleague, aPerson } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { aSubmittedCourse, approve, published } from '../factories/teaching.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
});
afterAll(() => world.close());

describe('the catalogue', () => {
  let owner: Someone;
  let courses: MadeCourse[];
  /** The only course that is not of the category `digital`. */
  let ceramics: string;

  beforeAll(async () => {
    owner = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
    ceramics = (await aSubmittedCourse(world, owner)).courseId;
    await approve(await aColleague(world, 'reviewer', city.communities[1]!, city.districts[0]!), ceramics);
    courses = [];
    for (const title of ['防诈骗一百问', '100% 防诈骗', '下划_线']) {
      world.clock.advance(60);
      courses.push(await aPublishedCourse(world, owner, [60, 100], { title }));
    }
  });

  const search = async (query: string) => (await world.api.guest.get<{ items: CourseCardDto[]; total: number }>(`/api/courses?${query}`)).body;

  test('shows the newest first, a page at a time', async () => {
    const first = await search('pageSize=2');
    expect(first.items.map((card) => card.id)).toEqual([courses[2]!.courseId, courses[1]!.courseId]);
    const second = await search('pageSize=2&page=2');
    expect(second.items[0]!.id).toBe(courses[0]!.courseId);
    expect(second.total).toBe(first.total);
    expect(first.items[0]).toMatchObject({ lessonCount: 2, totalSeconds: 160, units: 6400, credits: '0.05', preparing: 0, learners: 0 });
  });

  test.each([
    ['防诈骗', 2],
    ['100%', 1],
    ['下划_线', 1],
    ['_', 1],
    ['%', 1],
    ["' OR 1=1 --", 0],
  ])('takes %j for words, not for a pattern', async (words, found) => {
    expect((await search(`q=${encodeURIComponent(words)}`)).total).toBe(found);
  });

  test("finds courses by their instructor's name", async () => {
    const shown = courses.map((course) => course.courseId);
    const found = await search(`pageSize=100&q=${encodeURIComponent('王阿姨')}`);
    expect(found.items.map((card) => card.id)).toEqual(expect.arrayContaining(shown));
    expect(found.items.every((card) => card.instructorName === '王阿姨')).toBe(true);
    expect((await search(`q=${encodeURIComponent('李阿姨')}`)).total).toBe(0);
  });

  test('filters by category', async () => {
    expect((await search('category=arts')).items).toMatchObject([{ id: ceramics, category: { code: 'arts' } }]);
    const digital = (await search('category=digital&pageSize=100')).items.map((card) => card.id);
    expect(digital).toEqual(expect.arrayContaining(courses.map((course) => course.courseId)));
    expect(digital).not.toContain(ceramics);
    expect((await search('category=absent')).total).toBe(0);
    expectProblem(await world.api.guest.get(`/api/courses?category=${encodeURIComponent('没有')}`), 'invalid_input');
  });

  test('lists the categories in their order', async () => {
    const { body } = await world.api.guest.get<{ items: { code: string }[] }>('/api/categories');
    expect(body.items.map((category) => category.code)).toEqual(['core-values', 'civic', 'law', 'arts', 'science', 'skills', 'fitness', 'health', 'leisure', 'digital']);
  });

  test('counts learners as persons and shows who asks what they have begun', async () => {
    const [course] = courses;
    const learner = await aPerson(world, { region: city.communities[0]! });
    for (let i = 0; i < 2; i++) expect((await learner.agent.post(`/api/courses/${course!.courseId}/enrolment`)).status).toBe(204);
    expect((await published(world, course!.courseId)).body).toMatchObject({ learners: 1, enrolled: false });
    expect((await learner.agent.get<CourseDto>(`/api/courses/${course!.courseId}`)).body).toMatchObject({ learners: 1, enrolled: true });
  });

  test('says which lessons are still being prepared', async () => {
    const { courseId, lessons } = await aPublishedCourse(world, owner, [60, 60]);
    await world.db.manager.update(Media, { id: lessons[1]!.mediaId }, { output: null, state: 'transcoding' });
    const { body } = await published(world, courseId);
    expect(body.chapters[0]!.lessons.map((lesson) => lesson.ready)).toEqual([true, false]);
    const learner = await aPerson(world, { region: city.communities[0]! });
    expectProblem(await learner.agent.post('/api/play-sessions', { lessonVersionId: lessons[1]!.lessonVersionId }), 'media_not_ready');
  });
});
