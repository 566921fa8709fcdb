import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CourseCardDto, CourseDto } from '../../src/catalog/catalog.dto.js';
import { CourseVersion } from '../../src/catalog/course-version.entity.js';
import type { PublishedCourseDetailDto } from '../../src/catalog/published-courses.dto.js';
import type { TaughtCourseDetailDto } from '../../src/catalog/teaching.dto.js';
import type { MyCourseDto, PlaySessionDto } from '../../src/learning/learning.dto.js';
import { Notice } from '../../src/notices/notice.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { newId } from '../../src/platform/ids.js';
import { aClassroom } from '../factories/classroom.js';
import { hasCompleted } from '../factories/completions.js';
import { aPublishedCourse, aReadyVideo } from '../factories/courses.js';
import { aPosting, post } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson, confirmed } from '../factories/persons.js';
import type { City } from '../factories/regions.js';
import { aSubmittedCourse, approve, published, submit, teaching } from '../factories/teaching.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

const REASON = '内容已经过时';

let world: World;
let city: City;
let instructor: Someone;
let reviewer: Someone;

beforeAll(async () => {
  world = await createWorld();
  ({ city, instructor } = await aClassroom(world));
  reviewer = await confirmed(world, await aColleague(world, 'reviewer', city.communities[0]!, city.districts[0]!));
});
afterAll(() => world.close());

const aLearner = () => aPerson(world, { region: city.communities[0]! });
const courseFor = async ({ agent }: Someone, id: string) => (await agent.get<CourseDto>(`/api/courses/${id}`)).body;
const choose = ({ agent }: Someone, id: string, versionId: string) => agent.post(`/api/courses/${id}/enrolment/version`, { versionId });
const noticesOf = ({ personId }: Someone) => world.db.manager.find(Notice, { where: { personId } });
const cards = async (q: string) => (await world.api.guest.get<{ items: CourseCardDto[] }>(`/api/courses?q=${encodeURIComponent(q)}`)).body.items;

async function publishAgain(courseId: string): Promise<void> {
  world.clock.advance(1);
  await submit(instructor, courseId);
  expect((await approve(reviewer, courseId)).status).toBe(200);
}

test('publishing freezes declared credits, prevent-skip and which lessons are required', async () => {
  const { courseId, chapterId, lessonId } = await aSubmittedCourse(world, instructor, '茶艺');
  await approve(reviewer, courseId);
  const withOptional = await instructor.agent.post<TaughtCourseDetailDto>(`/api/teaching/chapters/${chapterId}/lessons`, { title: '茶席' });
  const optional = withOptional.body.chapters[0]!.lessons[1]!.id;
  await aReadyVideo(world, instructor, optional, 60);
  await instructor.agent.patch(teaching(courseId), { preventSkip: true, declaredCredits: '1.25' });
  const changed = await instructor.agent.patch<TaughtCourseDetailDto>(`/api/teaching/lessons/${optional}`, { required: false });
  expect(changed.body).toMatchObject({ state: 'draft', preventSkip: true, declaredCredits: '1.25', chapters: [{ lessons: [{ id: lessonId, required: true }, { required: false }] }] });
  expect((await published(world, courseId)).body).toMatchObject({ preventSkip: false, declaredCredits: null, chapters: [{ lessons: [{ required: true }] }] });
  await publishAgain(courseId);
  expect((await published(world, courseId)).body).toMatchObject({ preventSkip: true, declaredCredits: '1.25', chapters: [{ lessons: [{ required: true }, { required: false }] }] });
  await instructor.agent.patch(teaching(courseId), { preventSkip: false, declaredCredits: null });
  const { body } = await published(world, courseId);
  expect(body).toMatchObject({ preventSkip: true, declaredCredits: '1.25' });
  expect(await world.db.manager.findOneByOrFail(CourseVersion, { id: body.versionId })).toMatchObject({ fixedUnits: 135_000, preventSkip: true });
  const opened = await (await aLearner()).agent.post<PlaySessionDto>('/api/play-sessions', { lessonVersionId: body.chapters[0]!.lessons[0]!.lessonVersionId });
  expect(opened.body.preventSkip).toBe(true);
});

test.each(['0', '0.00', '1.234', '1e3', '-1', '20.01', 'NaN', '1,5', '٣'])('%j is no number of credits to declare', async (declaredCredits) => {
  const { body } = await instructor.agent.post<TaughtCourseDetailDto>('/api/teaching/courses', { title: '草稿', categoryCode: 'arts' });
  expectProblem(await instructor.agent.patch(teaching(body.id), { declaredCredits }), 'invalid_input');
});

test('a learner stays on their version, is told of the new one and what it changes, and keeps what both have when choosing it', async () => {
  const { courseId, chapterId, lessonId } = await aSubmittedCourse(world, instructor, '面点');
  const addLesson = async (title: string, seconds: number) => {
    const { body } = await instructor.agent.post<TaughtCourseDetailDto>(`/api/teaching/chapters/${chapterId}/lessons`, { title });
    const { id } = body.chapters[0]!.lessons.at(-1)!;
    await aReadyVideo(world, instructor, id, seconds);
    return id;
  };
  await world.db.query("UPDATE course SET state = 'draft' WHERE id = ?", [courseId]);
  await addLesson('和面', 60);
  const removed = await addLesson('发面', 60);
  await publishAgain(courseId);
  const learner = await aLearner();
  await learner.agent.post(`/api/courses/${courseId}/enrolment`);
  const begun = await courseFor(learner, courseId);
  expect(begun.newVersion).toBeNull();
  const { lessons } = begun.chapters[0]!;
  for (const one of lessons) await hasCompleted(world, learner.personId, begun, { ...one, seconds: one.durationSeconds });
  expect((await courseFor(learner, courseId)).finished).toBe(true);

  await instructor.agent.delete(`/api/teaching/lessons/${removed}`);
  world.clock.advance(1);
  await aReadyVideo(world, instructor, lessonId, 100);
  await addLesson('包子', 60);
  await publishAgain(courseId);
  const staying = await courseFor(learner, courseId);
  expect(staying).toMatchObject({ versionId: begun.versionId, finished: true, newVersion: { added: ['包子'], removed: ['发面'], changed: ['找中心'], kept: 1 } });
  expect(await noticesOf(learner)).toMatchObject([{ kind: 'course_new_version', data: { courseId, courseTitle: '面点' } }]);
  const mine = async () => (await learner.agent.get<{ items: MyCourseDto[] }>('/api/my/courses')).body.items;
  expect(await mine()).toMatchObject([{ newVersion: true, finished: true, completedLessons: 3, lessonsToComplete: 3 }]);

  expectProblem(await choose(learner, courseId, begun.versionId), 'invalid_input');
  expectProblem(await choose(await aLearner(), courseId, staying.newVersion!.versionId), 'not_found');
  expect((await choose(learner, courseId, staying.newVersion!.versionId)).status).toBe(204);
  const chosen = await courseFor(learner, courseId);
  expect(chosen).toMatchObject({ versionId: staying.newVersion!.versionId, newVersion: null, finished: false });
  expect(chosen.chapters[0]!.lessons.map(({ title, progress }) => [title, progress?.completed])).toEqual([['找中心', false], ['和面', true], ['包子', false]]);
  expect(await mine()).toMatchObject([{ newVersion: false, finished: false, completedLessons: 1, lessonsToComplete: 3 }]);
});

test('a withdrawn course is found and joined by nobody, says so to its learners, keeps their credits, and can be restored', async () => {
  const course = await aPublishedCourse(world, instructor, [60, 0], { title: '水墨画' });
  const [learner, stranger] = [await aLearner(), await aLearner()];
  await learner.agent.post(`/api/courses/${course.courseId}/enrolment`);
  await hasCompleted(world, learner.personId, course, course.lessons[0]!);
  const entry = await post(world, learner.personId, aPosting(2400, '2026-02-01'));
  const withdraw = () => reviewer.agent.post(`/api/published-courses/${course.courseId}/withdrawal`, { reason: REASON });
  expect((await withdraw()).status).toBe(204);
  expect((await withdraw()).status).toBe(204);

  expect(await cards('水墨画')).toEqual([]);
  expectProblem(await published(world, course.courseId), 'not_found');
  expectProblem(await stranger.agent.get(`/api/courses/${course.courseId}`), 'not_found');
  expectProblem(await stranger.agent.post(`/api/courses/${course.courseId}/enrolment`), 'not_found');
  const openLesson = ({ agent }: Someone) => agent.post('/api/play-sessions', { lessonVersionId: course.lessons[0]!.lessonVersionId });
  expectProblem(await openLesson(stranger), 'not_found');
  expectProblem(await openLesson(learner), 'course_withdrawn');
  expectProblem(await learner.agent.post(`/api/lesson-versions/${course.lessons[1]!.lessonVersionId}/reading`), 'course_withdrawn');
  expect(await courseFor(learner, course.courseId)).toMatchObject({ withdrawn: true, enrolled: true, finished: true });
  expect((await learner.agent.get<{ items: MyCourseDto[] }>('/api/my/courses')).body.items).toMatchObject([{ withdrawn: true, finished: true, next: null }]);
  expect((await learner.agent.get(`/api/my/credits/entries/${entry!.id}`)).status).toBe(200);
  expect(await noticesOf(learner)).toMatchObject([{ kind: 'course_withdrawn', data: { courseId: course.courseId, courseTitle: '水墨画' } }]);
  const { body } = await reviewer.agent.get<PublishedCourseDetailDto>(`/api/published-courses/${course.courseId}`);
  expect(body.withdrawn?.reason).toBe(REASON);
  expect((await instructor.agent.get<TaughtCourseDetailDto>(teaching(course.courseId))).body.withdrawn?.reason).toBe(REASON);

  expect((await reviewer.agent.post(`/api/published-courses/${course.courseId}/restoration`)).status).toBe(204);
  expect((await openLesson(learner)).status).toBe(201);
  expect((await cards('水墨画')).length).toBe(1);
  const acts = await world.db.manager.find(AuditEntry, { where: [{ action: 'course.withdraw' }, { action: 'course.restore' }], order: { sequence: 'ASC' } });
  expect(acts).toMatchObject([{ action: 'course.withdraw', reason: REASON, details: { course: course.courseId } }, { action: 'course.restore' }]);
});

test('a course is withdrawn only within the own regions, with a reason, and by whoever has confirmed that it is them', async () => {
  const elsewhere = await aPublishedCourse(world, instructor, [60], { region: city.districts[1]! });
  const withdraw = (id: string, reason: string, { agent } = reviewer) => agent.post(`/api/published-courses/${id}/withdrawal`, { reason });
  for (const id of [elsewhere.courseId, newId()]) expectProblem(await withdraw(id, REASON), 'not_found');
  const course = await aPublishedCourse(world, instructor, [60]);
  expectProblem(await withdraw(course.courseId, ''), 'invalid_input');
  const unconfirmed = await aColleague(world, 'reviewer', city.communities[0]!, city.districts[0]!);
  expectProblem(await withdraw(course.courseId, REASON, unconfirmed), 'confirmation_needed');
});
