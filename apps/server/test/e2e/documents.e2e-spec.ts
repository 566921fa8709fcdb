import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CourseDto } from '../../src/catalog/catalog.dto.js';
import { Course } from '../../src/catalog/course.entity.js';
import { LessonVersion } from '../../src/catalog/lesson-version.entity.js';
import type { MyCreditsDto } from '../../src/credits/credits.dto.js';
import type { MyCourseDto, ReadingDto } from '../../src/learning/learning.dto.js';
import type { DocumentDto } from '../../src/media/media.dto.js';
import { Media } from '../../src/media/media.entity.js';
import { type Classroom, aClassroom } from '../factories/classroom.js';
import { PAGE_TEXTS, aReadyDocument } from '../factories/courses.js';
import { type Someone, aColleague } from '../factories/persons.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let classroom: Classroom;

beforeAll(async () => {
  world = await createWorld();
  classroom = await aClassroom(world);
});
afterAll(() => world.close());

const read = ({ agent }: Someone, lessonVersionId: string) => agent.post<ReadingDto>(`/api/lesson-versions/${lessonVersionId}/reading`);
const myCourse = async ({ agent }: Someone) => (await agent.get<{ items: MyCourseDto[] }>('/api/my/courses')).body.items[0]!;

async function aDocument() {
  const { courseId, lessons } = await classroom.course(0);
  return { courseId, ...lessons[0]! };
}

describe('a document', () => {
  test('opens with an address for every page and what is written there, and puts the course on the list', async () => {
    const { courseId, lessonVersionId } = await aDocument();
    const someone = await classroom.learner();
    const { body } = await read(someone, lessonVersionId);
    expect(body).toMatchObject({ course: { id: courseId }, lesson: { lessonVersionId, title: '第 1 课' } });
    expect(body.document.pages.map(({ text, width }) => [text, width])).toEqual(PAGE_TEXTS.map((text) => [text, 1200]));
    for (const { url } of body.document.pages) expect((await someone.agent.get(url)).status).toBe(200);
    expect((await (await classroom.learner()).agent.get(body.document.pages[0]!.url)).status).toBe(404);
    expect(await myCourse(someone)).toMatchObject({ course: { id: courseId, totalSeconds: 0, units: 0 }, completedLessons: 0, lessonsToComplete: 0, next: { lessonVersionId, kind: 'document', ready: true } });
  });

  test('is no video, and a video is no document', async () => {
    const { lessonVersionId } = await aDocument();
    const someone = await classroom.learner();
    expectProblem(await someone.agent.post('/api/play-sessions', { lessonVersionId }), 'media_is_document');
    const { lessons } = await classroom.course(60);
    expectProblem(await read(someone, lessons[0]!.lessonVersionId), 'not_found');
  });

  test('is not shown before it is ready, nor after it was taken down', async () => {
    const { lessonVersionId, mediaId } = await aDocument();
    const someone = await classroom.learner();
    const { output, outputPrefix } = await world.db.manager.findOneByOrFail(Media, { id: mediaId });
    await world.db.manager.update(Media, { id: mediaId }, { output: null, outputPrefix: null });
    expectProblem(await read(someone, lessonVersionId), 'media_not_ready');
    await world.db.manager.update(Media, { id: mediaId }, { output, outputPrefix, takenDownAt: world.clock.date() });
    expectProblem(await read(someone, lessonVersionId), 'media_taken_down');
  });

  test('is shown to its owner and to nobody else before it is published', async () => {
    const { lessonId } = await aDocument();
    const mediaId = await aReadyDocument(world, classroom.instructor, lessonId);
    const pages = (someone: Someone) => someone.agent.get<DocumentDto>(`/api/media/${mediaId}/pages`);
    const { body } = await pages(classroom.instructor);
    expect((await classroom.instructor.agent.get(body.pages[0]!.url)).status).toBe(200);
    const other = await aColleague(world, 'instructor', classroom.city.communities[0]!, classroom.city.streets[0]!);
    expectProblem(await pages(other), 'not_found');
  });
});

describe('a course with a document', () => {
  test('is worth its videos, is complete with them, and is not begun by reading', async () => {
    const { courseId, lessons } = await classroom.course(0, 900);
    const someone = await classroom.learner();
    await read(someone, lessons[0]!.lessonVersionId);
    const course = (await someone.agent.get<CourseDto>(`/api/courses/${courseId}`)).body;
    expect(course).toMatchObject({ totalSeconds: 900, units: 36_000 });
    expect(course.chapters[0]!.lessons).toMatchObject([
      { kind: 'document', pages: 2, durationSeconds: 0, units: 0, ready: true, progress: { completed: false } },
      { kind: 'video', pages: null, durationSeconds: 900, units: 36_000 },
    ]);
    expect(await myCourse(someone)).toMatchObject({ completedLessons: 0, lessonsToComplete: 1, next: { lessonVersionId: lessons[1]!.lessonVersionId, number: 2 } });

    await (await classroom.open(someone, lessons[1]!)).play(900);
    expect(await myCourse(someone)).toMatchObject({ completedLessons: 1, lessonsToComplete: 1, next: null });
    const year = new Date(world.clock.now()).getUTCFullYear();
    const credits = (await someone.agent.get<MyCreditsDto>(`/api/my/credits?year=${year}`)).body;
    expect(credits.entries).toHaveLength(1);
    expect(credits.units).toBe(36_000);
  });

  test('is published with a ready document of no length', async () => {
    const { courseId, lessons } = await classroom.course(60);
    const mediaId = await aReadyDocument(world, classroom.instructor, lessons[0]!.lessonId);
    await world.db.manager.update(Media, { id: lessons[0]!.mediaId }, { createdAt: new Date(0) });
    await world.db.manager.update(Course, { id: courseId }, { state: 'in_review', submittedAt: world.clock.date() });
    const reviewer = await aColleague(world, 'reviewer', classroom.city.communities[0]!, classroom.city.streets[0]!);
    expect((await reviewer.agent.post(`/api/reviews/${courseId}/decision`, { decision: 'approve' })).status).toBeLessThan(300);
    expect(await world.db.manager.findOneByOrFail(LessonVersion, { mediaId })).toMatchObject({ durationSeconds: 0 });
  });
});
