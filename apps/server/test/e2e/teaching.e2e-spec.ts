import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TaughtCourseDetailDto, TaughtCourseDto } from '../../src/catalog/teaching.dto.js';
import { aClassroom } from '../factories/classroom.js';
import { aReadyVideo } from '../factories/courses.js';
import { type Someone, aColleague } from '../factories/persons.js';
import type { City } from '../factories/regions.js';
import { aDraft, teaching } from '../factories/teaching.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let instructor: Someone;

beforeAll(async () => {
  world = await createWorld();
  ({ city, instructor } = await aClassroom(world));
});
afterAll(() => world.close());

describe('an outline', () => {
  test('changed many times at once keeps every part, each at a place of its own', async () => {
    const { course, chapterId } = await aDraft(instructor);
    const { agent } = instructor;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => [agent.post(`${teaching(course.id)}/chapters`, { title: `章 ${i}` }), agent.post(`/api/teaching/chapters/${chapterId}/lessons`, { title: `课 ${i}` })]).flat(),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 201));
    const { chapters } = (await agent.get<TaughtCourseDetailDto>(teaching(course.id))).body;
    expect([chapters.length, chapters[0]!.lessons.length]).toEqual([9, 9]);
    for (const [table, column, id] of [['chapter', 'course_id', course.id], ['lesson', 'chapter_id', chapterId]] as const) {
      const rows: { position: number }[] = await world.db.query(`SELECT position FROM ${table} WHERE ${column} = ? ORDER BY position`, [id]);
      expect(rows.map((row) => row.position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
  });
});

describe('the courses of an instructor', () => {
  test('changed in the same moment are listed in one order: the newest first', async () => {
    const someone = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
    const ids: string[] = [];
    for (let i = 0; i < 4; i++) ids.push((await aDraft(someone)).course.id);
    const { body } = await someone.agent.get<{ items: TaughtCourseDto[] }>('/api/teaching/courses');
    expect(body.items.map(({ id }) => id)).toEqual(ids.toReversed());
  });
});

describe("someone else's course", () => {
  test('is the same 404 as one that does not exist, whatever is asked of it', async () => {
    const { course, chapterId, lessonId } = await aDraft(instructor);
    const mediaId = await aReadyVideo(world, instructor, lessonId, 90);
    const { agent } = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
    const absent = '00000000-0000-4000-8000-000000000000';
    const asks = (courseId: string, chapter: string, lesson: string, media: string) => [
      () => agent.get(teaching(courseId)),
      () => agent.patch(teaching(courseId), { title: '改' }),
      () => agent.post(`${teaching(courseId)}/submission`),
      () => agent.post(`${teaching(courseId)}/chapters`, { title: '章' }),
      () => agent.patch(`/api/teaching/chapters/${chapter}`, { title: '章' }),
      () => agent.delete(`/api/teaching/chapters/${chapter}`),
      () => agent.post(`/api/teaching/chapters/${chapter}/lessons`, { title: '课' }),
      () => agent.patch(`/api/teaching/lessons/${lesson}`, { title: '课' }),
      () => agent.delete(`/api/teaching/lessons/${lesson}`),
      () => agent.get(`/api/media/${media}`),
      () => agent.post(`/api/media/${media}/retry`),
      () => agent.get(`/api/media/${media}/preview`),
    ];
    const there = asks(course.id, chapterId, lessonId, mediaId);
    const nowhere = asks(absent, absent, absent, absent);
    for (const [i, ask] of there.entries()) {
      const answer = await ask();
      expectProblem(answer, 'not_found');
      expect(answer.text).toBe((await nowhere[i]!()).text);
    }
    expect((await instructor.agent.get<TaughtCourseDetailDto>(teaching(course.id))).body).toEqual({ ...course, readyLessons: 1, missing: [], chapters: [expect.anything()] });
    expect((await agent.get<{ items: TaughtCourseDto[] }>('/api/teaching/courses')).body.items).toEqual([]);
  });
});
