import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Lesson } from '../../src/catalog/lesson.entity.js';
import type { TaughtCourseDetailDto, TaughtCourseDto } from '../../src/catalog/teaching.dto.js';
import { Media } from '../../src/media/media.entity.js';
import type { TodoDto } from '../../src/reports/reports.dto.js';
import { aClassroom } from '../factories/classroom.js';
import { aReadyVideo } from '../factories/courses.js';
import { type Someone, aColleague } from '../factories/persons.js';
import type { City } from '../factories/regions.js';
import { aDraft, aSubmittedCourse, approve, published, submit, teaching } from '../factories/teaching.js';
import { expectProblem } from '../support/expect-problem.js';
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

describe('a course on its way to the learners', () => {
  test('is drafted, submitted, approved and then seen by everyone', async () => {
    const { course, lessonId } = await aDraft(instructor, '钩针编织');
    expect(course).toMatchObject({ state: 'draft', editable: true, publishedVersion: null });
    expectProblem(await published(world, course.id), 'not_found');
    await aReadyVideo(world, instructor, lessonId, 90);
    expect((await submit(instructor, course.id)).body).toMatchObject({ state: 'in_review', editable: false, missing: [], readyLessons: 1 });
    expectProblem(await published(world, course.id), 'not_found');
    const waiting = await reviewer.agent.get<{ items: TaughtCourseDto[] }>('/api/reviews');
    expect(waiting.body.items.map((item) => item.id)).toContain(course.id);
    expect((await approve(reviewer, course.id)).body).toMatchObject({ state: 'published', publishedVersion: 1 });

    const { body } = await published(world, course.id);
    expect(body).toMatchObject({ title: '钩针编织', instructorName: '王阿姨', totalSeconds: 90, units: 90 * 40, credits: '0.03', learners: 0, enrolled: false, regionName: city.streets[0]!.name });
    expect(body.chapters).toMatchObject([{ title: '拉坯', lessons: [{ title: '找中心', durationSeconds: 90, requiredSeconds: 81, ready: true, progress: null }] }]);
    expect((await reviewer.agent.get<{ items: TaughtCourseDto[] }>('/api/reviews')).body.items.map((item) => item.id)).not.toContain(course.id);
  });

  test('is returned with a note, which stays until it is submitted again', async () => {
    const { courseId } = await aSubmittedCourse(world, instructor);
    const returned = await reviewer.agent.post<TaughtCourseDetailDto>(`/api/reviews/${courseId}/decision`, { decision: 'return', note: '请补上安全说明。' });
    expect(returned.body).toMatchObject({ state: 'returned', reviewNote: '请补上安全说明。' });
    expect((await instructor.agent.patch<TaughtCourseDetailDto>(teaching(courseId), { summary: '先讲安全。' })).body).toMatchObject({ state: 'returned', reviewNote: '请补上安全说明。' });
    expect((await submit(instructor, courseId)).body).toMatchObject({ state: 'in_review', reviewNote: null });
  });

  test('is not returned without a note', async () => {
    const { courseId } = await aSubmittedCourse(world, instructor);
    const answer = await reviewer.agent.post(`/api/reviews/${courseId}/decision`, { decision: 'return', note: '  ' });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields).toEqual([{ field: 'note', message: '请写明要改什么' }]);
  });

  test('says everything that is missing before it can be submitted', async () => {
    const { course, lessonId } = await aDraft(instructor);
    await instructor.agent.post(`${teaching(course.id)}/chapters`, { title: '利坯' });
    const answer = await submit(instructor, course.id);
    expectProblem(answer, 'course_incomplete');
    const missing = ['“利坯”这一章还没有课时，请添加或删去。', '“找中心”还没有内容，请上传。'];
    expect((answer.body as unknown as { fields: unknown }).fields).toEqual(missing.map((message) => ({ field: 'course', message })));
    expect((await instructor.agent.get<TaughtCourseDetailDto>(teaching(course.id))).body.missing).toEqual([{ lessonId: null, sentence: missing[0] }, { lessonId, sentence: missing[1] }]);

    const mediaId = await aReadyVideo(world, instructor, lessonId, 90);
    const wanting = async () => (await instructor.agent.get<TaughtCourseDetailDto>(teaching(course.id))).body.missing.map(({ sentence }) => sentence);
    // Transcoded anew, it plays on.
    await world.db.manager.update(Media, { id: mediaId }, { state: 'transcoding' });
    expect(await wanting()).toEqual(['“利坯”这一章还没有课时，请添加或删去。']);
    await world.db.manager.update(Media, { id: mediaId }, { output: null, outputPrefix: null });
    for (const [state, sentence] of [
      ['announced', '“找中心”的文件还在准备，请等它完成。'],
      ['uploading', '“找中心”的文件还没有传完，请再选一次文件，从断开的地方接着传。'],
      ['checking', '“找中心”的文件正在检查，请等它完成。'],
      ['queued', '“找中心”还在转码，请等它完成。'],
      ['transcoding', '“找中心”还在转码，请等它完成。'],
      ['refused', '“找中心”的文件不能使用，请换一个文件重新上传。'],
      ['failed', '“找中心”没有处理成功，请重试或重新上传。'],
      ['cancelled', '“找中心”的处理已经取消，请重试或重新上传。'],
    ] as const) {
      await world.db.manager.update(Media, { id: mediaId }, { state });
      expect(await wanting()).toContain(sentence);
    }
  });

  test.each(['absent', '没有', ''])('is not begun in the category %j', async (categoryCode) => {
    const answer = await instructor.agent.post('/api/teaching/courses', { title: '课', categoryCode });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields).toMatchObject([{ field: 'categoryCode' }]);
  });

  test('without lessons says so', async () => {
    const created = await instructor.agent.post<TaughtCourseDetailDto>('/api/teaching/courses', { title: '空课', categoryCode: 'arts' });
    expect(created.body.missing).toEqual([{ lessonId: null, sentence: '课程还没有课时，请至少添加一个。' }]);
    expectProblem(await submit(instructor, created.body.id), 'course_incomplete');
  });

  test('cannot be changed while it is in review', async () => {
    const { courseId, chapterId, lessonId } = await aSubmittedCourse(world, instructor);
    const { agent } = instructor;
    for (const answer of [
      await agent.patch(teaching(courseId), { title: '另一个' }),
      await agent.post(`${teaching(courseId)}/chapters`, { title: '又一章' }),
      await agent.patch(`/api/teaching/chapters/${chapterId}`, { title: '又一章' }),
      await agent.delete(`/api/teaching/chapters/${chapterId}`),
      await agent.post(`/api/teaching/chapters/${chapterId}/lessons`, { title: '又一课' }),
      await agent.patch(`/api/teaching/lessons/${lessonId}`, { title: '又一课' }),
      await agent.delete(`/api/teaching/lessons/${lessonId}`),
      await submit(instructor, courseId),
    ]) {
      expectProblem(answer, 'course_not_editable');
    }
    expect((await approve(reviewer, courseId)).status).toBe(200);
  });

  test('is decided once, by whoever is first', async () => {
    const { courseId } = await aSubmittedCourse(world, instructor);
    const other = await aColleague(world, 'reviewer', city.communities[0]!, city.city);
    const answers = await Promise.all([approve(reviewer, courseId), approve(other, courseId), approve(reviewer, courseId), approve(other, courseId)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
    expect((await instructor.agent.get<TaughtCourseDetailDto>(teaching(courseId))).body.publishedVersion).toBe(1);
  });

  test('is not published when a video is no longer ready', async () => {
    const { courseId, lessonId } = await aSubmittedCourse(world, instructor);
    await world.db.manager.update(Media, { lessonId }, { state: 'failed', output: null });
    expectProblem(await approve(reviewer, courseId), 'course_not_ready');
    expect((await instructor.agent.get<TaughtCourseDetailDto>(teaching(courseId))).body).toMatchObject({ state: 'in_review', publishedVersion: null });
  });

  test('is not published without a single lesson', async () => {
    const { courseId, lessonId } = await aSubmittedCourse(world, instructor);
    await world.db.manager.delete(Lesson, { id: lessonId });
    expectProblem(await approve(reviewer, courseId), 'course_not_ready');
  });

  test('of many is decided at once without the pool running dry', async () => {
    const courses = await Promise.all(Array.from({ length: 16 }, (_, i) => aSubmittedCourse(world, instructor, `课程 ${i}`)));
    const answers = await Promise.all(courses.map(({ courseId }) => approve(reviewer, courseId)));
    expect(answers.map((answer) => answer.body.state)).toEqual(courses.map(() => 'published'));
  });
});

describe('a reviewer', () => {
  test.each([
    ['of the street itself', () => city.streets[0]!, true],
    ['of the city', () => city.city, true],
    ['of the whole installation', () => null, true],
    ['of the neighbouring street', () => city.streets[1]!, false],
    ['of the other district', () => city.districts[1]!, false],
    ['of a community under the street', () => city.communities[0]!, false],
  ])('%s', async (_, over, sees) => {
    const { courseId, lessonId } = await aSubmittedCourse(world, instructor);
    const mediaId = (await world.db.manager.findOneByOrFail(Media, { lessonId })).id;
    const someone = await aColleague(world, 'reviewer', city.communities[0]!, over());
    const listed = await someone.agent.get<{ items: TaughtCourseDto[] }>('/api/reviews');
    expect(listed.body.items.some((item) => item.id === courseId)).toBe(sees);
    expect((await someone.agent.get(`/api/media/${mediaId}/preview`)).status).toBe(sees ? 200 : 404);
    expect((await someone.agent.get(`/api/reviews/${courseId}`)).status).toBe(sees ? 200 : 404);
    expect((await approve(someone, courseId)).status).toBe(sees ? 200 : 404);
  });

  test('outside the scope is told the same as of a course that does not exist', async () => {
    const { courseId } = await aSubmittedCourse(world, instructor);
    const outsider = await aColleague(world, 'reviewer', city.communities[0]!, city.districts[1]!);
    const absent = '00000000-0000-4000-8000-000000000000';
    for (const [there, nowhere] of [
      [await outsider.agent.get(`/api/reviews/${courseId}`), await outsider.agent.get(`/api/reviews/${absent}`)],
      [await approve(outsider, courseId), await approve(outsider, absent)],
    ]) {
      expectProblem(there!, 'not_found');
      expect(there!.text).toBe(nowhere!.text);
    }
    expect((await instructor.agent.get<TaughtCourseDetailDto>(teaching(courseId))).body.state).toBe('in_review');
  });

  test('does not see drafts', async () => {
    const { course } = await aDraft(instructor);
    expectProblem(await reviewer.agent.get(`/api/reviews/${course.id}`), 'not_found');
    expectProblem(await approve(reviewer, course.id), 'course_not_in_review');
  });
});

describe('what waits for someone', () => {
  const todo = async ({ agent }: Someone) => (await agent.get<TodoDto>('/api/todo')).body;

  test('is what was submitted, for those who may review it', async () => {
    const outsider = await aColleague(world, 'reviewer', city.communities[0]!, city.districts[1]!);
    expect(await todo(outsider)).toEqual({ reviewsWaiting: 0, oldestReviewAt: null, mediaFailed: [], coursesReturned: 0, realNamesWaiting: 0, correctionsWaiting: 0, appealsWaiting: 0, oldestAppealAt: null });
    const before = await todo(reviewer);
    const { courseId } = await aSubmittedCourse(world, instructor);
    expect((await todo(reviewer)).reviewsWaiting).toBe(before.reviewsWaiting + 1);
    await approve(reviewer, courseId);
    expect(await todo(reviewer)).toEqual(before);
    expect((await todo(outsider)).reviewsWaiting).toBe(0);
  });

  test('is what came back or failed, for the instructor whose it is', async () => {
    const before = await todo(instructor);
    const { courseId, lessonId } = await aSubmittedCourse(world, instructor);
    await reviewer.agent.post(`/api/reviews/${courseId}/decision`, { decision: 'return', note: '请补上安全说明。' });
    await world.db.manager.update(Media, { lessonId }, { state: 'failed', failureCode: 'no_video', failureSentence: '没有画面。', output: null, outputPrefix: null });
    const after = await todo(instructor);
    expect(after.coursesReturned).toBe(before.coursesReturned + 1);
    expect(after.mediaFailed).toContainEqual({ courseId, lessonTitle: '找中心', sentence: '没有画面。' });
    expect((await todo(reviewer)).mediaFailed).toEqual([]);
  });
});
