import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CourseDto } from '../../src/catalog/catalog.dto.js';
import type { MyCreditsDto } from '../../src/credits/credits.dto.js';
import type { CorrectionDto } from '../../src/credits/corrections/corrections.dto.js';
import { CreditAppeal } from '../../src/credits/corrections/credit-appeal.entity.js';
import { PersonMergeService } from '../../src/identity/merging/person-merge.service.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { MadeCourse, MadeLesson } from '../factories/courses.js';
import { type Classroom, aClassroom } from '../factories/classroom.js';
import { aDocument } from '../factories/corrections.js';
import { chainOf } from '../factories/ledger.js';
import { type Someone, aColleague, confirmed } from '../factories/persons.js';
import { aQuizTaker } from '../factories/quiz-taker.js';
import { type World, createWorld } from '../support/world.js';

const UNITS = 60 * 40;
const STANDS = { completed: true, credited: true, corrected: false, units: UNITS };
const CORRECTED = { completed: true, credited: false, corrected: true, units: 0, credits: '0.00' };

let world: World;
let classroom: Classroom;
let clerk: Someone;
let chief: Someone;

beforeAll(async () => {
  world = await createWorld();
  world.clock.set('2026-03-10T09:00:00+08:00');
  classroom = await aClassroom(world);
  const { city } = classroom;
  [clerk, chief] = [await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!)), await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!))];
});
afterAll(() => world.close());

/** A learner who has completed a lesson of a minute. */
async function aLearner(): Promise<{ learner: Someone; course: MadeCourse; lesson: MadeLesson }> {
  const [learner, course] = [await classroom.learner(), await classroom.course(60)];
  const lesson = course.lessons[0]!;
  await (await classroom.open(learner, lesson)).play(60);
  return { learner, course, lesson };
}

/** Takes back the last entry of a person. @returns the id of the correction */
async function reverse({ personId }: Someone): Promise<string> {
  const { entries } = await chainOf(world, personId);
  const answer = await clerk.agent.post<CorrectionDto>(`/api/credit-entries/${entries.at(-1)!.id}/reversal`, { reason: '签到有误，按街道来函更正', documentId: await aDocument(world, clerk.accountId) });
  expect({ status: answer.status, body: answer.body }).toMatchObject({ body: { state: 'posted' } });
  return answer.body.id;
}

/** The learner objects to a correction, and is right. */
async function restore(learner: Someone, correctionId: string): Promise<void> {
  await learner.agent.post(`/api/my/corrections/${correctionId}/appeal`, { text: '那天我从头到尾都看了，记录里有。' });
  const { id } = await world.db.manager.findOneByOrFail(CreditAppeal, { correctionId });
  expect(await chief.agent.post(`/api/credit-appeals/${id}/answer`, { upheld: true, answer: '记录里确实有' })).toMatchObject({ status: 200 });
}

/** What the course page says of the only lesson of a course. */
async function onCoursePage({ agent }: Someone, { courseId }: MadeCourse): Promise<unknown> {
  const answer = await agent.get<CourseDto>(`/api/courses/${courseId}`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body.chapters[0]!.lessons[0]!.progress;
}

async function heldUnits({ agent }: Someone): Promise<number> {
  return (await agent.get<MyCreditsDto>('/api/my/credits?year=2026')).body.units;
}

test('a lesson whose credit was taken back says so on the course page and in the player, as 我的学分 does', async () => {
  const { learner, course, lesson } = await aLearner();
  expect(await onCoursePage(learner, course)).toMatchObject(STANDS);
  await reverse(learner);
  expect(await onCoursePage(learner, course)).toMatchObject(CORRECTED);
  const player = await classroom.open(learner, lesson);
  const corrected = { credited: false, units: 0, credits: '0.00', reason: 'corrected' };
  expect(player.opened.standing.completed).toMatchObject(corrected);
  world.clock.advance(15);
  expect((await player.report([0, 15])).standing.completed).toMatchObject(corrected);
  expect(await heldUnits(learner)).toBe(0);
});

test('what an appeal restores counts again on every page, and may be taken back again', async () => {
  const { learner, course, lesson } = await aLearner();
  await restore(learner, await reverse(learner));
  expect(await onCoursePage(learner, course)).toMatchObject(STANDS);
  expect((await classroom.open(learner, lesson)).opened.standing.completed).toMatchObject({ credited: true, units: UNITS, reason: null });
  expect(await heldUnits(learner)).toBe(UNITS);
  await restore(learner, await reverse(learner));
  expect(await onCoursePage(learner, course)).toMatchObject(STANDS);
  await reverse(learner);
  expect(await onCoursePage(learner, course)).toMatchObject(CORRECTED);
});

test('a merge leaves what was earned, taken back and restored as it is', async () => {
  const [kept, absorbed, other] = [await classroom.learner(), await aLearner(), await aLearner()];
  await restore(absorbed.learner, await reverse(absorbed.learner));
  for (const { learner } of [absorbed, other]) {
    const order = { keepPersonId: kept.personId, absorbPersonId: learner.personId, by: chief.accountId, reason: '同一人' };
    await inTransaction(world.db, (tx) => world.api.app.get(PersonMergeService).merge(tx, order));
  }
  for (const { course } of [absorbed, other]) {
    await kept.agent.post(`/api/courses/${course.courseId}/enrolment`);
    expect(await onCoursePage(kept, course)).toMatchObject(STANDS);
  }
  await reverse(kept);
  expect(await onCoursePage(kept, other.course)).toMatchObject(CORRECTED);
  expect(await onCoursePage(kept, absorbed.course)).toMatchObject(STANDS);
});

test('a quiz whose credit was taken back says so, too', async () => {
  const taker = await aQuizTaker(world, classroom);
  const { id, result } = await taker.attempted(taker.questions.length);
  expect(result).toMatchObject({ why: null, corrected: false });
  await reverse(taker.someone);
  expect((await taker.read(id)).result).toMatchObject({ passed: true, corrected: true });
  expect(await taker.card()).toMatchObject({ earned: true, corrected: true });
});

test('a quiz that two records of one person have passed still counts after their merge, whoever passed it last', async () => {
  const first = await aQuizTaker(world, classroom);
  const second = first.as(await classroom.learner());
  await second.someone.agent.post(`/api/courses/${first.course.courseId}/enrolment`);
  await first.attempted(first.questions.length);
  world.clock.advance(24 * 60 * 60);
  const { id } = await second.attempted(second.questions.length);
  const order = { keepPersonId: first.someone.personId, absorbPersonId: second.someone.personId, by: chief.accountId, reason: '同一人' };
  await inTransaction(world.db, (tx) => world.api.app.get(PersonMergeService).merge(tx, order));
  expect(await first.card()).toMatchObject({ earned: true, corrected: false });
  expect((await first.read(id)).result).toMatchObject({ passed: true, corrected: false });
});
