import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CourseCardDto, CourseDto } from '../../src/catalog/catalog.dto.js';
import { CourseVersionLesson } from '../../src/catalog/course-version-lesson.entity.js';
import { Lesson } from '../../src/catalog/lesson.entity.js';
import type { TaughtCourseDetailDto, TaughtCourseDto } from '../../src/catalog/teaching.dto.js';
import type { MyCourseDto } from '../../src/learning/learning.dto.js';
import type { PlaySessionDto } from '../../src/learning/learning.dto.js';
import { Media } from '../../src/media/media.entity.js';
import type { TodoDto } from '../../src/reports/reports.dto.js';
import { type MadeCourse, aPublishedCourse, aReadyVideo } from '../factories/courses.js';
import { type Someone, aColleague, aPerson } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let instructor: Someone;
let reviewer: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
  reviewer = await aColleague(world, 'reviewer', city.communities[1]!, city.districts[0]!);
});
afterAll(() => world.close());

/** A course of the instructor with one chapter and one lesson, made through the api. */
async function aDraft(title = '景德镇陶瓷'): Promise<{ course: TaughtCourseDetailDto; chapterId: string; lessonId: string }> {
  const created = await instructor.agent.post<TaughtCourseDetailDto>('/api/teaching/courses', { title, summary: '拉坯、利坯、施釉。', categoryCode: 'arts' });
  const withChapter = await instructor.agent.post<TaughtCourseDetailDto>(`/api/teaching/courses/${created.body.id}/chapters`, { title: '拉坯' });
  const chapterId = withChapter.body.chapters[0]!.id;
  const withLesson = await instructor.agent.post<TaughtCourseDetailDto>(`/api/teaching/chapters/${chapterId}/lessons`, { title: '找中心' });
  expect([created, withChapter, withLesson].map((answer) => answer.status)).toEqual([201, 201, 201]);
  return { course: withLesson.body, chapterId, lessonId: withLesson.body.chapters[0]!.lessons[0]!.id };
}

async function submitted(title?: string): Promise<{ courseId: string; chapterId: string; lessonId: string }> {
  const { course, chapterId, lessonId } = await aDraft(title);
  await aReadyVideo(world, instructor, lessonId, 90);
  const answer = await submit(course.id);
  expect(answer.body.state).toBe('in_review');
  return { courseId: course.id, chapterId, lessonId };
}

function submit(courseId: string) {
  return instructor.agent.post<TaughtCourseDetailDto>(`/api/teaching/courses/${courseId}/submission`);
}

function approve(courseId: string, by = reviewer) {
  return by.agent.post<TaughtCourseDetailDto>(`/api/reviews/${courseId}/decision`, { decision: 'approve' });
}

function published(courseId: string) {
  return world.api.guest.get<CourseDto>(`/api/courses/${courseId}`);
}

const teaching = (courseId: string) => `/api/teaching/courses/${courseId}`;

describe('a course on its way to the learners', () => {
  test('is drafted, submitted, approved and then seen by everyone', async () => {
    const { course, lessonId } = await aDraft('钩针编织');
    expect(course).toMatchObject({ state: 'draft', editable: true, publishedVersion: null });
    expectProblem(await published(course.id), 'not_found');
    await aReadyVideo(world, instructor, lessonId, 90);
    expect((await submit(course.id)).body).toMatchObject({ state: 'in_review', editable: false, missing: [], readyLessons: 1 });
    expectProblem(await published(course.id), 'not_found');
    const waiting = await reviewer.agent.get<{ items: TaughtCourseDto[] }>('/api/reviews');
    expect(waiting.body.items.map((item) => item.id)).toContain(course.id);
    expect((await approve(course.id)).body).toMatchObject({ state: 'published', publishedVersion: 1 });

    const { body } = await published(course.id);
    expect(body).toMatchObject({ title: '钩针编织', instructorName: '王阿姨', totalSeconds: 90, units: 90 * 40, credits: '0.03', learners: 0, enrolled: false, regionName: city.streets[0]!.name });
    expect(body.chapters).toMatchObject([{ title: '拉坯', lessons: [{ title: '找中心', durationSeconds: 90, requiredSeconds: 81, ready: true, progress: null }] }]);
    expect((await reviewer.agent.get<{ items: TaughtCourseDto[] }>('/api/reviews')).body.items.map((item) => item.id)).not.toContain(course.id);
  });

  test('is returned with a note, which stays until it is submitted again', async () => {
    const { courseId } = await submitted();
    const returned = await reviewer.agent.post<TaughtCourseDetailDto>(`/api/reviews/${courseId}/decision`, { decision: 'return', note: '请补上安全说明。' });
    expect(returned.body).toMatchObject({ state: 'returned', reviewNote: '请补上安全说明。' });
    expect((await instructor.agent.patch<TaughtCourseDetailDto>(teaching(courseId), { summary: '先讲安全。' })).body).toMatchObject({ state: 'returned', reviewNote: '请补上安全说明。' });
    expect((await submit(courseId)).body).toMatchObject({ state: 'in_review', reviewNote: null });
  });

  test('is not returned without a note', async () => {
    const { courseId } = await submitted();
    const answer = await reviewer.agent.post(`/api/reviews/${courseId}/decision`, { decision: 'return', note: '  ' });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields).toEqual([{ field: 'note', message: '请写明要改什么' }]);
  });

  test('says everything that is missing before it can be submitted', async () => {
    const { course, lessonId } = await aDraft();
    await instructor.agent.post(`${teaching(course.id)}/chapters`, { title: '利坯' });
    const answer = await submit(course.id);
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
    expectProblem(await submit(created.body.id), 'course_incomplete');
  });

  test('cannot be changed while it is in review', async () => {
    const { courseId, chapterId, lessonId } = await submitted();
    const { agent } = instructor;
    for (const answer of [
      await agent.patch(teaching(courseId), { title: '另一个' }),
      await agent.post(`${teaching(courseId)}/chapters`, { title: '又一章' }),
      await agent.patch(`/api/teaching/chapters/${chapterId}`, { title: '又一章' }),
      await agent.delete(`/api/teaching/chapters/${chapterId}`),
      await agent.post(`/api/teaching/chapters/${chapterId}/lessons`, { title: '又一课' }),
      await agent.patch(`/api/teaching/lessons/${lessonId}`, { title: '又一课' }),
      await agent.delete(`/api/teaching/lessons/${lessonId}`),
      await submit(courseId),
    ]) {
      expectProblem(answer, 'course_not_editable');
    }
    expect((await approve(courseId)).status).toBe(200);
  });

  test('is decided once, by whoever is first', async () => {
    const { courseId } = await submitted();
    const other = await aColleague(world, 'reviewer', city.communities[0]!, city.city);
    const answers = await Promise.all([approve(courseId), approve(courseId, other), approve(courseId), approve(courseId, other)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
    expect((await instructor.agent.get<TaughtCourseDetailDto>(teaching(courseId))).body.publishedVersion).toBe(1);
  });

  test('is not published when a video is no longer ready', async () => {
    const { courseId, lessonId } = await submitted();
    await world.db.manager.update(Media, { lessonId }, { state: 'failed', output: null });
    expectProblem(await approve(courseId), 'course_not_ready');
    expect((await instructor.agent.get<TaughtCourseDetailDto>(teaching(courseId))).body).toMatchObject({ state: 'in_review', publishedVersion: null });
  });

  test('is not published without a single lesson', async () => {
    const { courseId, lessonId } = await submitted();
    await world.db.manager.delete(Lesson, { id: lessonId });
    expectProblem(await approve(courseId), 'course_not_ready');
  });

  test('of many is decided at once without the pool running dry', async () => {
    const courses = await Promise.all(Array.from({ length: 16 }, (_, i) => submitted(`课程 ${i}`)));
    const answers = await Promise.all(courses.map(({ courseId }) => approve(courseId)));
    expect(answers.map((answer) => answer.body.state)).toEqual(courses.map(() => 'published'));
  });
});

describe('what waits for someone', () => {
  const todo = async ({ agent }: Someone) => (await agent.get<TodoDto>('/api/todo')).body;

  test('is what was submitted, for those who may review it', async () => {
    const outsider = await aColleague(world, 'reviewer', city.communities[0]!, city.districts[1]!);
    expect(await todo(outsider)).toEqual({ reviewsWaiting: 0, oldestReviewAt: null, mediaFailed: [], coursesReturned: 0, realNamesWaiting: 0 });
    const before = await todo(reviewer);
    const { courseId } = await submitted();
    expect((await todo(reviewer)).reviewsWaiting).toBe(before.reviewsWaiting + 1);
    await approve(courseId);
    expect(await todo(reviewer)).toEqual(before);
    expect((await todo(outsider)).reviewsWaiting).toBe(0);
  });

  test('is what came back or failed, for the instructor whose it is', async () => {
    const before = await todo(instructor);
    const { courseId, lessonId } = await submitted();
    await reviewer.agent.post(`/api/reviews/${courseId}/decision`, { decision: 'return', note: '请补上安全说明。' });
    await world.db.manager.update(Media, { lessonId }, { state: 'failed', failureCode: 'no_video', failureSentence: '没有画面。', output: null, outputPrefix: null });
    const after = await todo(instructor);
    expect(after.coursesReturned).toBe(before.coursesReturned + 1);
    expect(after.mediaFailed).toContainEqual({ courseId, lessonTitle: '找中心', sentence: '没有画面。' });
    expect((await todo(reviewer)).mediaFailed).toEqual([]);
  });
});

describe('an outline', () => {
  test('changed many times at once keeps every part, each at a place of its own', async () => {
    const { course, chapterId } = await aDraft();
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

describe('a reviewer', () => {
  test.each([
    ['of the street itself', () => city.streets[0]!, true],
    ['of the city', () => city.city, true],
    ['of the whole installation', () => null, true],
    ['of the neighbouring street', () => city.streets[1]!, false],
    ['of the other district', () => city.districts[1]!, false],
    ['of a community under the street', () => city.communities[0]!, false],
  ])('%s', async (_, over, sees) => {
    const { courseId, lessonId } = await submitted();
    const mediaId = (await world.db.manager.findOneByOrFail(Media, { lessonId })).id;
    const someone = await aColleague(world, 'reviewer', city.communities[0]!, over());
    const listed = await someone.agent.get<{ items: TaughtCourseDto[] }>('/api/reviews');
    expect(listed.body.items.some((item) => item.id === courseId)).toBe(sees);
    expect((await someone.agent.get(`/api/media/${mediaId}/preview`)).status).toBe(sees ? 200 : 404);
    expect((await someone.agent.get(`/api/reviews/${courseId}`)).status).toBe(sees ? 200 : 404);
    expect((await approve(courseId, someone)).status).toBe(sees ? 200 : 404);
  });

  test('outside the scope is told the same as of a course that does not exist', async () => {
    const { courseId } = await submitted();
    const outsider = await aColleague(world, 'reviewer', city.communities[0]!, city.districts[1]!);
    const absent = '00000000-0000-4000-8000-000000000000';
    for (const [there, nowhere] of [
      [await outsider.agent.get(`/api/reviews/${courseId}`), await outsider.agent.get(`/api/reviews/${absent}`)],
      [await approve(courseId, outsider), await approve(absent, outsider)],
    ]) {
      expectProblem(there!, 'not_found');
      expect(there!.text).toBe(nowhere!.text);
    }
    expect((await instructor.agent.get<TaughtCourseDetailDto>(teaching(courseId))).body.state).toBe('in_review');
  });

  test('does not see drafts', async () => {
    const { course } = await aDraft();
    expectProblem(await reviewer.agent.get(`/api/reviews/${course.id}`), 'not_found');
    expectProblem(await approve(course.id), 'course_not_in_review');
  });
});

describe('what was published', () => {
  test('stays as it is while the instructor works on the next version', async () => {
    const { courseId, chapterId, lessonId } = await submitted('八段锦');
    await approve(courseId);
    const before = (await published(courseId)).body;
    const { agent } = instructor;
    await agent.patch(teaching(courseId), { title: '八段锦（新）', categoryCode: 'fitness' });
    await agent.patch(`/api/teaching/chapters/${chapterId}`, { title: '新的一章' });
    await agent.patch(`/api/teaching/lessons/${lessonId}`, { title: '新的一课' });
    await aReadyVideo(world, instructor, lessonId, 120);
    await agent.post(`/api/teaching/chapters/${chapterId}/lessons`, { title: '又一课' });
    expect((await published(courseId)).body).toEqual(before);
    await agent.delete(`/api/teaching/chapters/${chapterId}`);
    expect((await published(courseId)).body).toEqual(before);
    expect((await agent.get<TaughtCourseDetailDto>(teaching(courseId))).body).toMatchObject({ state: 'draft', publishedVersion: 1, title: '八段锦（新）' });
  });

  test('keeps the lesson versions when it is published again unchanged, with new titles or in another chapter', async () => {
    const { courseId, lessonId } = await submitted();
    const first = (await approve(courseId)).body;
    await instructor.agent.patch(`/api/teaching/lessons/${lessonId}`, { title: '找准中心' });
    await submit(courseId);
    const second = (await approve(courseId)).body;
    expect([first.publishedVersion, second.publishedVersion]).toEqual([1, 2]);
    const { body } = await published(courseId);
    expect(body.chapters[0]!.lessons[0]!.title).toBe('找准中心');
    const places = await world.db.manager.findBy(CourseVersionLesson, { lessonVersionId: body.chapters[0]!.lessons[0]!.lessonVersionId });
    expect(places.map((place) => place.title).sort()).toEqual(['找中心', '找准中心']);
  });

  test('stays with a learner who has begun it, in the course and in their list, when a newer version is published', async () => {
    const { courseId, lessonId } = await submitted('剪纸');
    await approve(courseId);
    const learner = await aPerson(world, { region: city.communities[0]! });
    expect((await learner.agent.post(`/api/courses/${courseId}/enrolment`)).status).toBe(204);
    const begun = (await published(courseId)).body;
    world.clock.advance(1);
    await aReadyVideo(world, instructor, lessonId, 121);
    await instructor.agent.patch(teaching(courseId), { title: '剪纸（新）' });
    await submit(courseId);
    await approve(courseId);
    expect((await learner.agent.get<CourseDto>(`/api/courses/${courseId}`)).body).toMatchObject({ title: '剪纸', enrolled: true, versionId: begun.versionId, totalSeconds: 90 });
    const mine = await learner.agent.get<{ items: MyCourseDto[] }>('/api/my/courses');
    expect(mine.body.items).toMatchObject([{ course: { title: '剪纸', totalSeconds: 90 }, next: { lessonVersionId: begun.chapters[0]!.lessons[0]!.lessonVersionId } }]);
    expect((await published(courseId)).body).toMatchObject({ title: '剪纸（新）', totalSeconds: 121 });
  });

  test('plays on as it was for whoever has begun it, and as it is for whoever begins', async () => {
    const { courseId, lessonId } = await submitted();
    await approve(courseId);
    const { lessonVersionId } = (await published(courseId)).body.chapters[0]!.lessons[0]!;
    const [early, late] = [await aPerson(world, { region: city.communities[0]! }), await aPerson(world, { region: city.communities[0]! })];
    await early.agent.post(`/api/courses/${courseId}/enrolment`);
    await instructor.agent.patch(`/api/teaching/lessons/${lessonId}`, { title: '找准中心' });
    await submit(courseId);
    await approve(courseId);
    const titleFor = async ({ agent }: Someone) => (await agent.post<PlaySessionDto>('/api/play-sessions', { lessonVersionId })).body.lesson.title;
    expect([await titleFor(early), await titleFor(late)]).toEqual(['找中心', '找准中心']);
  });

  test('has a new lesson version, with its own length, when the video is a new one', async () => {
    const { courseId, lessonId } = await submitted();
    await approve(courseId);
    const before = (await published(courseId)).body.chapters[0]!.lessons[0]!;
    world.clock.advance(1);
    await aReadyVideo(world, instructor, lessonId, 121);
    await instructor.agent.patch(teaching(courseId), { summary: '换了视频。' });
    await submit(courseId);
    await approve(courseId);
    const after = (await published(courseId)).body.chapters[0]!.lessons[0]!;
    expect(after.lessonVersionId).not.toBe(before.lessonVersionId);
    expect([before.durationSeconds, after.durationSeconds]).toEqual([90, 121]);
  });

  test('keeps its frozen length when the video is transcoded again', async () => {
    const { courseId, lessonId } = await submitted();
    await approve(courseId);
    await world.db.manager.update(Media, { lessonId }, { durationMs: 95_999, outputPrefix: 'media/x/2', fence: 2 });
    expect((await published(courseId)).body.chapters[0]!.lessons[0]!.durationSeconds).toBe(90);
  });
});

describe("someone else's course", () => {
  test('is the same 404 as one that does not exist, whatever is asked of it', async () => {
    const { course, chapterId, lessonId } = await aDraft();
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

describe('the catalogue', () => {
  let owner: Someone;
  let courses: MadeCourse[];

  beforeAll(async () => {
    owner = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
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
    expect((await search('category=digital')).items.every((card) => card.category.code === 'digital')).toBe(true);
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
    expect((await published(course!.courseId)).body).toMatchObject({ learners: 1, enrolled: false });
    expect((await learner.agent.get<CourseDto>(`/api/courses/${course!.courseId}`)).body).toMatchObject({ learners: 1, enrolled: true });
  });

  test('says which lessons are still being prepared', async () => {
    const { courseId, lessons } = await aPublishedCourse(world, owner, [60, 60]);
    await world.db.manager.update(Media, { id: lessons[1]!.mediaId }, { output: null, state: 'transcoding' });
    const { body } = await published(courseId);
    expect(body.chapters[0]!.lessons.map((lesson) => lesson.ready)).toEqual([true, false]);
    const learner = await aPerson(world, { region: city.communities[0]! });
    expectProblem(await learner.agent.post('/api/play-sessions', { lessonVersionId: lessons[1]!.lessonVersionId }), 'media_not_ready');
  });
});
