import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PRESETS, entryKey } from '@xuexi/domain';
import { CreditPolicy } from '../../src/credits/policies/credit-policy.entity.js';
import { PoliciesService } from '../../src/credits/policies/policies.service.js';
import { Recomputation } from '../../src/credits/ledger/recomputation.js';
import { CourseVersion } from '../../src/catalog/course-version.entity.js';
import { CourseVersionLesson } from '../../src/catalog/course-version-lesson.entity.js';
import { PersonsService } from '../../src/identity/persons.service.js';
import { CourseFinishService } from '../../src/learning/course-finish.service.js';
import { Enrolment } from '../../src/learning/enrolment.entity.js';
import { Media } from '../../src/media/media.entity.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { newId } from '../../src/platform/ids.js';
import { QuizResult } from '../../src/quizzes/quiz-result.entity.js';
import { type Classroom, aClassroom } from '../factories/classroom.js';
import { type MadeCourse, type MadeLesson, aSecondVersion } from '../factories/courses.js';
import { chainOf } from '../factories/ledger.js';
import { type Someone, signedIn } from '../factories/persons.js';
import { type QuizTaker, aQuizTaker } from '../factories/quiz-taker.js';
import { SHORT } from '../factories/quizzes.js';
import { Player } from '../support/player.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let classroom: Classroom;

beforeAll(async () => {
  world = await createWorld();
  classroom = await aClassroom(world);
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-10T09:00:00+08:00'));

/** From 2030 on the policy values whole courses. */
async function valueCourses(): Promise<void> {
  const now = world.clock.date();
  if (await world.db.manager.existsBy(CreditPolicy, { version: 'course-fixed' })) return;
  await world.db.manager.insert(CreditPolicy, { id: newId(), version: 'course-fixed', name: '按课程', preset: 'course-fixed', policy: PRESETS['course-fixed'], state: 'adopted', fromDate: '2030-01-01', note: null, createdBy: newId(), createdAt: now, updatedAt: now, adoptedBy: null, adoptedAt: now });
  await world.api.app.get(PoliciesService).reload();
}

describe('a course', () => {
  const finishedAt = async ({ someone, course }: QuizTaker) => (await world.db.manager.findOneByOrFail(Enrolment, { personId: someone.personId, courseId: course.courseId })).finishedAt;
  const watch = async ({ someone, course }: QuizTaker) => (await Player.open(someone.agent, world.clock, course.lessons[0]!.lessonVersionId)).play(600);

  test.each(['the quiz last', 'the lesson last'])('is finished by its lessons and its quiz: %s', async (order) => {
    const taken = await aQuizTaker(world, classroom);
    if (order === 'the quiz last') await watch(taken);
    else await taken.attempted(6);
    expect(await finishedAt(taken)).toBeNull();
    if (order === 'the quiz last') await taken.attempted(6);
    else await watch(taken);
    expect(await finishedAt(taken)).toEqual(world.clock.date());
  });

  test('is finished without a quiz that it does not require', async () => {
    const taken = await aQuizTaker(world, classroom, { required: false });
    await watch(taken);
    expect(await finishedAt(taken)).toEqual(world.clock.date());
  });

  test('is dated by its last lesson where a quiz that was handed in before is marked afterwards', async () => {
    await valueCourses();
    world.clock.set('2030-12-31T20:00:00+08:00');
    const taken = await aQuizTaker(world, classroom, { contents: [SHORT] });
    await world.db.manager.update(CourseVersion, { id: taken.course.versionId }, { fixedUnits: 216_000 });
    const { body } = await taken.start();
    await taken.submit(body.id, { seq: 1, answers: { [taken.questions[0]!]: { kind: 'short', text: '好' } } });
    world.clock.set('2031-01-02T09:00:00+08:00');
    await watch(taken);
    world.clock.set('2031-01-05T09:00:00+08:00');
    const marker = await signedIn(world, classroom.instructor.accountId);
    await marker.post(`/api/marking/quiz-attempts/${body.id}/marks`, { marks: [{ questionId: taken.questions[0], points: 10 }] });
    expect(await taken.entries()).toMatchObject([{ kind: 'course', date: '2031-01-02', year: 2031 }]);
    expect(await differences()).toEqual([]);
  });

  test('posts its declared value once, where the policy values courses', async () => {
    await valueCourses();
    world.clock.set('2030-03-10T09:00:00+08:00');
    const taken = await aQuizTaker(world, classroom);
    await world.db.manager.update(CourseVersion, { id: taken.course.versionId }, { fixedUnits: 216_000 });
    await watch(taken);
    expect(await taken.entries()).toEqual([]);
    expect(await taken.attempted(6)).toMatchObject({ result: { passed: true, earnedUnits: 0, why: 'no_value' } });
    await taken.attempted(6);
    expect(await differences()).toEqual([]);
    expect(await taken.entries()).toMatchObject([{ kind: 'course', key: entryKey.course(taken.someone.personId, taken.course.versionId), units: 216_000, date: '2030-03-10', policyVersion: 'course-fixed' }]);
  });
});

describe('the own value of a course', () => {
  /** A course of two lessons that declares a value; the first is done. */
  async function halfDone(): Promise<{ someone: Someone; course: MadeCourse }> {
    await valueCourses();
    world.clock.set('2030-03-10T09:00:00+08:00');
    const someone = await classroom.learner();
    const course = await classroom.course(60, 60);
    await world.db.manager.update(CourseVersion, { id: course.versionId }, { fixedUnits: 216_000 });
    await someone.agent.post(`/api/courses/${course.courseId}/enrolment`);
    return { someone, course };
  }
  const play = async (someone: Someone, { lessonVersionId }: MadeLesson) => (await Player.open(someone.agent, world.clock, lessonVersionId)).play(600);
  const found = async ({ personId }: Someone) => (await Recomputation.prepare(world.db)).confirmed(personId);

  test('asks for lessons that are taken down, without which the course counts as finished', async () => {
    const { someone, course } = await halfDone();
    await world.db.manager.update(Media, { id: course.lessons[1]!.mediaId }, { takenDownAt: world.clock.date() });
    await play(someone, course.lessons[0]!);
    expect(await world.db.manager.findOneByOrFail(Enrolment, { personId: someone.personId })).toMatchObject({ finishedAt: world.clock.date() });
    expect((await chainOf(world, someone.personId)).entries).toEqual([]);
    await world.db.manager.update(Media, { id: course.lessons[1]!.mediaId }, { takenDownAt: null });
    await play(someone, course.lessons[1]!);
    expect((await chainOf(world, someone.personId)).entries).toMatchObject([{ kind: 'course', units: 216_000 }]);
    expect(await found(someone)).toEqual([]);
  });

  test('is earned by choosing a version that leaves nothing to do, on the day of choosing', async () => {
    const { someone, course } = await halfDone();
    await play(someone, course.lessons[0]!);
    const newer = await aSecondVersion(world, course);
    await world.db.manager.insert(CourseVersionLesson, { ...(await world.db.manager.findOneByOrFail(CourseVersionLesson, { courseVersionId: course.versionId, position: 1 })), courseVersionId: newer });
    world.clock.set('2030-03-12T09:00:00+08:00');
    const agent = await signedIn(world, someone.accountId);
    expect((await agent.post(`/api/courses/${course.courseId}/enrolment/version`, { versionId: newer })).status).toBe(204);
    expect((await chainOf(world, someone.personId)).entries).toMatchObject([{ kind: 'course', sourceId: newer, units: 216_000, date: '2030-03-12' }]);
    expect(await found(someone)).toEqual([]);
  });

  test('is judged by one at a time, also for who has left the course', async () => {
    const { someone, course } = await halfDone();
    await someone.agent.delete(`/api/courses/${course.courseId}/enrolment`);
    await inTransaction(world.db, async (tx) => {
      const person = (await world.api.app.get(PersonsService).standings([someone.personId], tx)).get(someone.personId)!;
      await world.api.app.get(CourseFinishService).settle(tx, { person, courseVersionId: course.versionId, date: '2030-03-10', nowMs: world.clock.now() });
      await expect(world.db.query('SELECT sequence FROM credit_head WHERE person_id = ? FOR UPDATE NOWAIT', [someone.personId])).rejects.toMatchObject({ errno: 1205 });
    });
  });
});

/** What a recomputation finds of everybody who has ended an attempt. */
async function differences(): Promise<unknown[]> {
  const recomputation = await Recomputation.prepare(world.db);
  const persons = await world.db.manager.find(QuizResult, { select: { personId: true } });
  const found: unknown[] = [];
  for (const personId of new Set(persons.map((result) => result.personId))) found.push(...(await recomputation.confirmed(personId)));
  return found;
}
