import { formatInvitationCode } from '@xuexi/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CourseDto } from '../../src/catalog/catalog.dto.js';
import type { CourseSettingsDto, EnrolmentSettingsDto, InvitationDto } from '../../src/catalog/course-settings.dto.js';
import { Membership } from '../../src/identity/membership.entity.js';
import { Person } from '../../src/identity/person.entity.js';
import { Enrolment } from '../../src/learning/enrolment.entity.js';
import type { MyCourseDto } from '../../src/learning/learning.dto.js';
import { newId } from '../../src/platform/ids.js';
import { type Classroom, aClassroom } from '../factories/classroom.js';
import { hasCompleted } from '../factories/completions.js';
import { type MadeCourse, aPublishedCourse } from '../factories/courses.js';
import { anOrganisation } from '../factories/organisations.js';
import { type Someone, aColleague, signedIn } from '../factories/persons.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let classroom: Classroom;

const OPEN: EnrolmentSettingsDto = { rule: 'open', prerequisiteIds: [], organisationIds: [], dueOn: null };

beforeAll(async () => {
  world = await createWorld();
  classroom = await aClassroom(world);
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-10T09:00:00+08:00'));

const settingsOf = (courseId: string) => `/api/teaching/courses/${courseId}/enrolment-settings`;
const change = (courseId: string, changes: Partial<EnrolmentSettingsDto>, by = classroom.instructor) => by.agent.put<CourseSettingsDto>(settingsOf(courseId), { ...OPEN, ...changes });
const join = ({ agent }: Someone, courseId: string, body?: unknown) => agent.post(`/api/courses/${courseId}/enrolment`, body);
const openLesson = ({ agent }: Someone, { lessons: [lesson] }: MadeCourse) => agent.post('/api/play-sessions', { lessonVersionId: lesson!.lessonVersionId });
const enrolments = (courseId: string) => world.db.manager.countBy(Enrolment, { courseId });

async function byInvitation({ maxUses = null, validUntil = '2026-03-20' }: { maxUses?: number | null; validUntil?: string } = {}) {
  const course = await classroom.course(60, 0);
  expect((await change(course.courseId, { rule: 'invitation' })).status).toBe(200);
  const { status, body } = await classroom.instructor.agent.post<InvitationDto>(`/api/teaching/courses/${course.courseId}/invitations`, { validUntil, maxUses });
  expect(status).toBe(201);
  return { course, invitation: body };
}

const invitationsOf = async (courseId: string) => (await classroom.instructor.agent.get<{ items: InvitationDto[] }>(`/api/teaching/courses/${courseId}/invitations`)).body.items;

describe('a course by invitation', () => {
  test('opens nothing to whoever has no code, in the player or as a document, and enrols nobody by the way', async () => {
    const { course } = await byInvitation();
    const learner = await classroom.learner();
    expectProblem(await join(learner, course.courseId), 'enrolment_closed');
    expectProblem(await openLesson(learner, course), 'enrolment_closed');
    expectProblem(await learner.agent.post(`/api/lesson-versions/${course.lessons[1]!.lessonVersionId}/reading`), 'enrolment_closed');
    expect(await enrolments(course.courseId)).toBe(0);
    expect((await learner.agent.get<CourseDto>(`/api/courses/${course.courseId}`)).body).toMatchObject({ enrolled: false, joining: { rule: 'invitation' } });
  });

  test('is joined by a code however it is typed, and counts each person once', async () => {
    const { course, invitation } = await byInvitation({ maxUses: 5 });
    const code = invitation.code.replace('-', '').toLowerCase();
    const typed = [invitation.code, ` ${code} `, [...code].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join('')];
    for (const one of typed) {
      const learner = await classroom.learner();
      expect((await join(learner, course.courseId, { code: one })).status).toBe(204);
      expect((await join(learner, course.courseId, { code: one })).status).toBe(204);
      expect((await openLesson(learner, course)).status).toBe(201);
    }
    expect(await invitationsOf(course.courseId)).toMatchObject([{ code: invitation.code, uses: 3, maxUses: 5, state: 'valid' }]);
  });

  test('takes in exactly as many as a code is for, of twenty who come at once, some of them twice', async () => {
    const { course, invitation } = await byInvitation({ maxUses: 7 });
    const learners = await Promise.all(Array.from({ length: 20 }, () => classroom.learner()));
    const answers = await Promise.all([...learners, ...learners.slice(0, 5)].map((learner) => join(learner, course.courseId, { code: invitation.code })));
    expect(await enrolments(course.courseId)).toBe(7);
    expect(await invitationsOf(course.courseId)).toMatchObject([{ uses: 7, state: 'used_up' }]);
    for (const answer of answers.filter(({ status }) => status !== 204)) expectProblem(answer, 'invitation_invalid');
  });

  test('says the same of every code that does not fit', async () => {
    const { course, invitation } = await byInvitation({ validUntil: '2026-03-10', maxUses: 1 });
    const other = await byInvitation();
    const revoked = await byInvitation();
    await classroom.instructor.agent.delete(`/api/teaching/invitations/${revoked.invitation.id}`);
    await join(await classroom.learner(), course.courseId, { code: invitation.code });
    const expired = await byInvitation({ validUntil: '2026-03-10' });
    world.clock.set('2026-03-11T00:00:00+08:00');
    const answers = [
      await join(await classroom.learner(), course.courseId, { code: invitation.code }),
      await join(await classroom.learner(), course.courseId, { code: other.invitation.code }),
      await join(await classroom.learner(), revoked.course.courseId, { code: revoked.invitation.code }),
      await join(await classroom.learner(), expired.course.courseId, { code: expired.invitation.code }),
      await join(await classroom.learner(), course.courseId, { code: formatInvitationCode('22222222') }),
      await join(await classroom.learner(), course.courseId, { code: '我没有' }),
    ];
    for (const answer of answers) expectProblem(answer, 'invitation_invalid');
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('lets nobody guess', async () => {
    const { course, invitation } = await byInvitation();
    const learner = await classroom.learner();
    for (let i = 0; i < 10; i++) expectProblem(await join(learner, course.courseId, { code: '22222222' }), 'invitation_invalid');
    expectProblem(await join(learner, course.courseId, { code: invitation.code }), 'too_many_attempts');
  });

  test('keeps whoever has joined when the code is revoked, and lets back in only who is let in again', async () => {
    const { course, invitation } = await byInvitation();
    const learner = await classroom.learner();
    await join(learner, course.courseId, { code: invitation.code });
    expect((await classroom.instructor.agent.delete(`/api/teaching/invitations/${invitation.id}`)).status).toBe(204);
    expect((await openLesson(learner, course)).status).toBe(201);
    expect((await learner.agent.delete(`/api/courses/${course.courseId}/enrolment`)).status).toBe(204);
    expectProblem(await openLesson(learner, course), 'enrolment_closed');
    expectProblem(await join(learner, course.courseId, { code: invitation.code }), 'invitation_invalid');
  });

  test('has codes that expire on a day from now on', async () => {
    const { course } = await byInvitation();
    const create = (body: object) => classroom.instructor.agent.post(`/api/teaching/courses/${course.courseId}/invitations`, { validUntil: '2026-03-20', maxUses: null, ...body });
    for (const bad of [{ validUntil: '2026-03-09' }, { validUntil: '2026-02-30' }, { maxUses: 0 }, { maxUses: 1.5 }, { maxUses: 1e9 }]) expectProblem(await create(bad), 'invalid_input');
  });
});

test('a course for organisations is joined by their members only, and whoever has joined stays when they change', async () => {
  const course = await classroom.course(60);
  const organisation = await anOrganisation(world, classroom.city.communities[0]!);
  const [member, stranger] = [await classroom.learner(), await classroom.learner()];
  await world.db.manager.update(Person, { id: member.personId }, { organisationId: organisation.id });
  await world.db.manager.insert(Membership, { id: newId(), personId: member.personId, organisationId: organisation.id, validFrom: world.clock.date(), validTo: null, changedBy: null });
  await change(course.courseId, { rule: 'organisation', organisationIds: [organisation.id] });
  expectProblem(await openLesson(stranger, course), 'enrolment_closed');
  expectProblem(await join(stranger, course.courseId, { code: '22222222' }), 'enrolment_closed');
  expect((await stranger.agent.get<CourseDto>(`/api/courses/${course.courseId}`)).body.joining).toMatchObject({ organisations: [organisation.name], member: false });
  expect((await member.agent.get<CourseDto>(`/api/courses/${course.courseId}`)).body.joining.member).toBe(true);
  expect((await openLesson(member, course)).status).toBe(201);
  await world.db.manager.update(Person, { id: member.personId }, { organisationId: null });
  expect((await openLesson(member, course)).status).toBe(201);
  expectProblem(await change(course.courseId, { rule: 'organisation', organisationIds: [newId()] }), 'invalid_input');
  expectProblem(await change(course.courseId, { rule: 'organisation' }), 'invalid_input');
});

describe('a prerequisite', () => {
  test('is finished first, without its optional lessons and those that are taken down', async () => {
    const first = await aPublishedCourse(world, classroom.instructor, [60, 60, 60], { title: '拉坯入门' });
    const second = await classroom.course(60);
    await world.db.query('UPDATE course_version_lesson SET required = 0 WHERE course_version_id = ? AND position = 2', [first.versionId]);
    await change(second.courseId, { prerequisiteIds: [first.courseId] });
    const learner = await classroom.learner();
    const refused = await join(learner, second.courseId);
    expectProblem(refused, 'prerequisite_missing');
    expect(refused.body.fields).toEqual([{ field: `courses.${first.courseId}`, message: '请先学完“拉坯入门”' }]);
    expectProblem(await openLesson(learner, second), 'prerequisite_missing');
    await hasCompleted(world, learner.personId, first, first.lessons[0]!);
    expectProblem(await openLesson(learner, second), 'prerequisite_missing');
    await world.db.query('UPDATE media SET taken_down_at = ? WHERE id = ?', [world.clock.date(), first.lessons[2]!.mediaId]);
    expect((await learner.agent.get<CourseDto>(`/api/courses/${second.courseId}`)).body.joining.prerequisites).toEqual([{ id: first.courseId, title: '拉坯入门', finished: true }]);
    expect((await openLesson(learner, second)).status).toBe(201);
    await world.db.query('UPDATE media SET taken_down_at = NULL WHERE id = ?', [first.lessons[2]!.mediaId]);
    expect((await openLesson(learner, second)).status).toBe(201);
  });

  test('bars nobody once it is withdrawn: nobody could finish it', async () => {
    const [first, second] = [await classroom.course(60), await classroom.course(60)];
    await change(second.courseId, { prerequisiteIds: [first.courseId] });
    await world.db.query('UPDATE course SET withdrawn_at = ? WHERE id = ?', [world.clock.date(), first.courseId]);
    expect((await join(await classroom.learner(), second.courseId)).status).toBe(204);
  });

  test('never goes round in a circle, whoever changes what at once', async () => {
    const courses = await Promise.all(Array.from({ length: 4 }, () => classroom.course(60)));
    const ids = courses.map(({ courseId }) => courseId);
    expectProblem(await change(ids[0]!, { prerequisiteIds: [ids[0]!] }), 'invalid_input');
    const answers = await Promise.all(ids.map((id, i) => change(id, { prerequisiteIds: [ids[(i + 1) % ids.length]!] })));
    expect(answers.filter(({ status }) => status === 200).length).toBe(3);
    expect(answers.filter(({ status }) => status === 400).length).toBe(1);
  });

  test('is a published course that can be finished', async () => {
    const course = await classroom.course(60);
    const documents = await classroom.course(0);
    for (const id of [newId(), documents.courseId]) expectProblem(await change(course.courseId, { prerequisiteIds: [id] }), 'invalid_input');
  });
});

test('leaving a course keeps progress and completions, and an open course is joined again', async () => {
  const course = await classroom.course(60);
  const learner = await classroom.learner();
  await join(learner, course.courseId);
  await hasCompleted(world, learner.personId, course, course.lessons[0]!);
  const mine = async () => (await learner.agent.get<{ items: MyCourseDto[] }>('/api/my/courses')).body.items;
  expect(await mine()).toMatchObject([{ completedLessons: 1, lessonsToComplete: 1, finished: true }]);
  await learner.agent.delete(`/api/courses/${course.courseId}/enrolment`);
  expect(await mine()).toEqual([]);
  await join(learner, course.courseId);
  expect(await mine()).toMatchObject([{ completedLessons: 1, finished: true }]);
});

test('the day until which a course should be learned stands in the course and in the list, and bars nobody', async () => {
  const course = await classroom.course(60);
  expect((await change(course.courseId, { dueOn: '2026-03-09' })).body.dueOn).toBe('2026-03-09');
  const learner = await classroom.learner();
  expect((await openLesson(learner, course)).status).toBe(201);
  expect((await learner.agent.get<CourseDto>(`/api/courses/${course.courseId}`)).body.dueOn).toBe('2026-03-09');
  expect((await learner.agent.get<{ items: MyCourseDto[] }>('/api/my/courses')).body.items).toMatchObject([{ dueOn: '2026-03-09' }]);
});

test('the settings of a course are its instructor’s only', async () => {
  const { course, invitation } = await byInvitation();
  const other = await aColleague(world, 'instructor', classroom.city.communities[0]!, classroom.city.streets[0]!);
  expectProblem(await other.agent.get(settingsOf(course.courseId)), 'not_found');
  expectProblem(await change(course.courseId, {}, other), 'not_found');
  expectProblem(await other.agent.delete(`/api/teaching/invitations/${invitation.id}`), 'not_found');
  expectProblem(await other.agent.get(`/api/teaching/courses/${course.courseId}/invitations`), 'not_found');
  const second = await signedIn(world, classroom.instructor.accountId);
  expect((await second.get<CourseSettingsDto>(settingsOf(course.courseId))).body.rule).toBe('invitation');
});
