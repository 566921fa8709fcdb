import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Course } from '../../src/catalog/course.entity.js';
import type { TaughtCourseDetailDto } from '../../src/catalog/teaching.dto.js';
import { Media } from '../../src/media/media.entity.js';
import { aPublishedCourse, aReadyVideo } from '../factories/courses.js';
import { type Someone, aColleague } from '../factories/persons.js';
import { aCity } from '../factories/regions.js';
import type { Answer } from '../support/agent.js';
import { eventually } from '../support/eventually.js';
import { expectProblem } from '../support/expect-problem.js';
import { begin } from '../support/tus.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let instructor: Someone;

beforeAll(async () => {
  world = await createWorld();
  const origin = await world.api.listen();
  const city = await aCity(world);
  const someone = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
  instructor = { ...someone, agent: someone.agent.over(origin) };
});
afterAll(() => world.close());

async function aCourse() {
  const { courseId, lessons } = await aPublishedCourse(world, instructor, [60]);
  return { courseId, lessonId: lessons[0]!.lessonId };
}

const submit = (courseId: string) => instructor.agent.post<TaughtCourseDetailDto>(`/api/teaching/courses/${courseId}/submission`);

/** Has someone change a course while a request for it waits for the course's lock. */
async function meanwhile(courseId: string, request: () => Promise<Answer<unknown>>, change: (tx: EntityManager) => Promise<unknown>): Promise<Answer<unknown>> {
  let answer: Promise<Answer<unknown>>;
  await world.db.transaction('READ COMMITTED', async (tx) => {
    await tx.findOne(Course, { where: { id: courseId }, lock: { mode: 'pessimistic_write' } });
    answer = request();
    await eventually(somebodyWaits);
    await change(tx);
  });
  return answer!;
}

/** A statement on a course has reached the server, which lets it go no further than the lock. */
async function somebodyWaits(): Promise<boolean> {
  const statements: unknown[] = await world.db.query(
    "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() AND (info LIKE '%`course`%FOR UPDATE' OR info LIKE 'UPDATE `course`%')",
  );
  return statements.length > 0;
}

describe('what is published is what was reviewed', () => {
  test.each(['draft', 'returned', 'published'] as const)('no upload begins to a course that was %s and is submitted at that moment', async (state) => {
    const { courseId, lessonId } = await aCourse();
    await world.db.manager.update(Course, { id: courseId }, { state });
    const before = await world.db.manager.countBy(Media, { lessonId });
    const answer = await meanwhile(
      courseId,
      () => begin(instructor.agent, 10, { lessonId, filename: 'a.mp4' }),
      (tx) => tx.update(Course, { id: courseId }, { state: 'in_review', submittedAt: world.clock.date() }),
    );
    expectProblem(answer, 'course_not_editable');
    expect(await world.db.manager.countBy(Media, { lessonId })).toBe(before);
  });

  test('no course is submitted to which an upload begins at that moment', async () => {
    const { courseId, lessonId } = await aCourse();
    const answer = await meanwhile(
      courseId,
      () => submit(courseId),
      async (tx) => {
        const id = await aReadyVideo(world, instructor, lessonId, 60);
        await tx.update(Media, { id }, { state: 'uploading', output: null, outputPrefix: null, createdAt: new Date(world.clock.now() + 1) });
      },
    );
    expectProblem(answer, 'course_incomplete');
    expect((await world.db.manager.findOneByOrFail(Course, { id: courseId })).state).toBe('published');
  });

  test('an upload that is refused leaves the course as it was', async () => {
    const { courseId, lessonId } = await aCourse();
    await world.db.query('RENAME TABLE media TO media_elsewhere');
    try {
      expectProblem(await begin(instructor.agent, 10, { lessonId, filename: 'a.mp4' }), 'internal_error');
    } finally {
      await world.db.query('RENAME TABLE media_elsewhere TO media');
    }
    expect((await world.db.manager.findOneByOrFail(Course, { id: courseId })).state).toBe('published');
  });
});
