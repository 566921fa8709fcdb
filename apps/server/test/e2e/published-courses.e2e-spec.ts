import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CourseDto } from '../../src/catalog/catalog.dto.js';
import { CourseVersionLesson } from '../../src/catalog/course-version-lesson.entity.js';
import type { TaughtCourseDetailDto } from '../../src/catalog/teaching.dto.js';
import type { MyCourseDto, PlaySessionDto } from '../../src/learning/learning.dto.js';
import { Media } from '../../src/media/media.entity.js';
import { aClassroom } from '../factories/classroom.js';
import { aReadyVideo } from '../factories/courses.js';
import { type Someone, aColleague, aPerson } from '../factories/persons.js';
import type { City } from '../factories/regions.js';
import { aSubmittedCourse, approve, published, submit, teaching } from '../factories/teaching.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let instructor: Someone;
let reviewer: Someone;

beforeAll(async () => {
  world = await createWorld();
  ({ city, instructor } = await aClassroom(world));
  reviewer = await aColleague(world, 'reviewer', city.communities[1]!, city.districts[0]!);
});
afterAll(() => world.close());

describe('what was published', () => {
  test('stays as it is while the instructor works on the next version', async () => {
    const { courseId, chapterId, lessonId } = await aSubmittedCourse(world, instructor, '八段锦');
    await approve(reviewer, courseId);
    const before = (await published(world, courseId)).body;
    const { agent } = instructor;
    await agent.patch(teaching(courseId), { title: '八段锦（新）', categoryCode: 'fitness' });
    await agent.patch(`/api/teaching/chapters/${chapterId}`, { title: '新的一章' });
    await agent.patch(`/api/teaching/lessons/${lessonId}`, { title: '新的一课' });
    await aReadyVideo(world, instructor, lessonId, 120);
    await agent.post(`/api/teaching/chapters/${chapterId}/lessons`, { title: '又一课' });
    expect((await published(world, courseId)).body).toEqual(before);
    await agent.delete(`/api/teaching/chapters/${chapterId}`);
    expect((await published(world, courseId)).body).toEqual(before);
    expect((await agent.get<TaughtCourseDetailDto>(teaching(courseId))).body).toMatchObject({ state: 'draft', publishedVersion: 1, title: '八段锦（新）' });
  });

  test('keeps the lesson versions when it is published again unchanged, with new titles or in another chapter', async () => {
    const { courseId, lessonId } = await aSubmittedCourse(world, instructor);
    const first = (await approve(reviewer, courseId)).body;
    await instructor.agent.patch(`/api/teaching/lessons/${lessonId}`, { title: '找准中心' });
    await submit(instructor, courseId);
    const second = (await approve(reviewer, courseId)).body;
    expect([first.publishedVersion, second.publishedVersion]).toEqual([1, 2]);
    const { body } = await published(world, courseId);
    expect(body.chapters[0]!.lessons[0]!.title).toBe('找准中心');
    const places = await world.db.manager.findBy(CourseVersionLesson, { lessonVersionId: body.chapters[0]!.lessons[0]!.lessonVersionId });
    expect(places.map((place) => place.title).sort()).toEqual(['找中心', '找准中心']);
  });

  test('stays with a learner who has begun it, in the course and in their list, when a newer version is published', async () => {
    const { courseId, lessonId } = await aSubmittedCourse(world, instructor, '剪纸');
    await approve(reviewer, courseId);
    const learner = await aPerson(world, { region: city.communities[0]! });
    expect((await learner.agent.post(`/api/courses/${courseId}/enrolment`)).status).toBe(204);
    const begun = (await published(world, courseId)).body;
    world.clock.advance(1);
    await aReadyVideo(world, instructor, lessonId, 121);
    await instructor.agent.patch(teaching(courseId), { title: '剪纸（新）' });
    await submit(instructor, courseId);
    await approve(reviewer, courseId);
    expect((await learner.agent.get<CourseDto>(`/api/courses/${courseId}`)).body).toMatchObject({ title: '剪纸', enrolled: true, versionId: begun.versionId, totalSeconds: 90 });
    const mine = await learner.agent.get<{ items: MyCourseDto[] }>('/api/my/courses');
    expect(mine.body.items).toMatchObject([{ course: { title: '剪纸', totalSeconds: 90 }, next: { lessonVersionId: begun.chapters[0]!.lessons[0]!.lessonVersionId } }]);
    expect((await published(world, courseId)).body).toMatchObject({ title: '剪纸（新）', totalSeconds: 121 });
  });

  test('plays on as it was for whoever has begun it, and as it is for whoever begins', async () => {
    const { courseId, lessonId } = await aSubmittedCourse(world, instructor);
    await approve(reviewer, courseId);
    const { lessonVersionId } = (await published(world, courseId)).body.chapters[0]!.lessons[0]!;
    const [early, late] = [await aPerson(world, { region: city.communities[0]! }), await aPerson(world, { region: city.communities[0]! })];
    await early.agent.post(`/api/courses/${courseId}/enrolment`);
    await instructor.agent.patch(`/api/teaching/lessons/${lessonId}`, { title: '找准中心' });
    await submit(instructor, courseId);
    await approve(reviewer, courseId);
    const titleFor = async ({ agent }: Someone) => (await agent.post<PlaySessionDto>('/api/play-sessions', { lessonVersionId })).body.lesson.title;
    expect([await titleFor(early), await titleFor(late)]).toEqual(['找中心', '找准中心']);
  });

  test('has a new lesson version, with its own length, when the video is a new one', async () => {
    const { courseId, lessonId } = await aSubmittedCourse(world, instructor);
    await approve(reviewer, courseId);
    const before = (await published(world, courseId)).body.chapters[0]!.lessons[0]!;
    world.clock.advance(1);
    await aReadyVideo(world, instructor, lessonId, 121);
    await instructor.agent.patch(teaching(courseId), { summary: '换了视频。' });
    await submit(instructor, courseId);
    await approve(reviewer, courseId);
    const after = (await published(world, courseId)).body.chapters[0]!.lessons[0]!;
    expect(after.lessonVersionId).not.toBe(before.lessonVersionId);
    expect([before.durationSeconds, after.durationSeconds]).toEqual([90, 121]);
  });

  test('keeps its frozen length when the video is transcoded again', async () => {
    const { courseId, lessonId } = await aSubmittedCourse(world, instructor);
    await approve(reviewer, courseId);
    await world.db.manager.update(Media, { lessonId }, { durationMs: 95_999, outputPrefix: 'media/x/2', fence: 2 });
    expect((await published(world, courseId)).body.chapters[0]!.lessons[0]!.durationSeconds).toBe(90);
  });
});
