import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { drawPaper, entryKey } from '@xuexi/domain';
import { CourseVersion } from '../../src/catalog/course-version.entity.js';
import { MergeRepository } from '../../src/learning/merge.repository.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { newId } from '../../src/platform/ids.js';
import { AttemptsSweeper } from '../../src/quizzes/attempts.sweeper.js';
import { CheckpointAnswer } from '../../src/quizzes/checkpoint-answer.entity.js';
import type { CheckpointDto } from '../../src/quizzes/checkpoint-answers.dto.js';
import { CourseVersionQuestion } from '../../src/quizzes/course-version-question.entity.js';
import { QuizAttempt } from '../../src/quizzes/quiz-attempt.entity.js';
import { QuizResult } from '../../src/quizzes/quiz-result.entity.js';
import { type Classroom, aClassroom } from '../factories/classroom.js';
import { aSecondVersion } from '../factories/courses.js';
import { aPerson } from '../factories/persons.js';
import { aQuizTaker } from '../factories/quiz-taker.js';
import { QUESTIONS, aCheckpoint } from '../factories/quizzes.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let classroom: Classroom;

beforeAll(async () => {
  world = await createWorld();
  classroom = await aClassroom(world);
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-10T09:00:00+08:00'));

describe('a quiz', () => {
  test('is shown with what it takes, and asks without giving anything away', async () => {
    const taken = await aQuizTaker(world, classroom, { minutes: 20 });
    expect(await taken.card()).toMatchObject({ enrolled: true, questions: 6, maxPoints: 60, passPoints: 36, passPercent: 60, minutes: 20, attemptsLeft: 3, credits: '0.50', earned: false, openAttemptId: null, attempts: [] });
    const { status, body, text } = await taken.start();
    expect(status).toBe(201);
    expect(body).toMatchObject({ number: 1, state: 'open', secondsLeft: 1200, result: null, review: null, saveSeq: 0 });
    expect(body.questions.map(({ kind }) => kind).sort()).toEqual(QUESTIONS.map(({ kind }) => kind).sort());
    expect(text).not.toMatch(/answer"|"answers":\{"|accepted|explanation|看第一章|电源键|pairs/);
    expect(await taken.read(body.id)).toEqual(body);
    expect(await taken.card()).toMatchObject({ attemptsLeft: 2, openAttemptId: body.id });
  });

  test('cannot be drawn again by who knows the attempt and the bank', async () => {
    const taken = await aQuizTaker(world, classroom);
    const { quiz } = await world.db.manager.findOneByOrFail(CourseVersion, { id: taken.course.versionId });
    const bank = await world.db.manager.find(CourseVersionQuestion, { where: { courseVersionId: taken.course.versionId }, order: { questionId: 'ASC' } });
    const drawnAgain: boolean[] = [];
    for (let i = 0; i < 3; i++) {
      const { body } = await taken.start();
      const { paper } = await world.db.manager.findOneByOrFail(QuizAttempt, { id: body.id });
      drawnAgain.push(isDeepStrictEqual(paper, drawPaper(body.id, quiz!, bank.map(({ questionId, tags, content }) => ({ id: questionId, tags, difficulty: 1, content })))));
      await taken.submit(body.id);
    }
    expect(drawnAgain).toContain(false);
  });

  test('is absent where there is none, and for who has not joined', async () => {
    const course = await classroom.course(60);
    const someone = await classroom.learner();
    expect((await someone.agent.get<{ quiz: null }>(`/api/courses/${course.courseId}/quiz`)).body).toEqual({ quiz: null });
    expectProblem(await someone.agent.post(`/api/courses/${course.courseId}/quiz/attempts`), 'not_found');
    await someone.agent.post(`/api/courses/${course.courseId}/enrolment`);
    expectProblem(await someone.agent.post(`/api/courses/${course.courseId}/quiz/attempts`), 'quiz_absent');
    const taken = await aQuizTaker(world, classroom);
    const { body } = await taken.start();
    for (const path of [`/api/quiz-attempts/${body.id}`, `/api/quiz-attempts/${newId()}`]) expectProblem(await someone.agent.get(path), 'not_found');
  });

  test('is the one of the version that the learner is on', async () => {
    const taken = await aQuizTaker(world, classroom);
    await aSecondVersion(world, taken.course, { quiz: null });
    expect(await taken.card()).toMatchObject({ courseVersionId: taken.course.versionId });
    expect((await taken.start()).status).toBe(201);
  });
});

describe('attempts', () => {
  test('three a date in Shanghai, the fourth is refused', async () => {
    const taken = await aQuizTaker(world, classroom);
    world.clock.set('2026-03-10T23:50:00+08:00');
    for (let i = 0; i < 3; i++) expect(await taken.attempted(0)).toMatchObject({ number: i + 1, result: { passed: false, why: 'threshold' } });
    expectProblem(await taken.start(), 'quiz_attempts_used');
    expect(await taken.card()).toMatchObject({ attemptsLeft: 0 });
    world.clock.set('2026-03-11T00:00:00+08:00');
    expect((await taken.start()).body.number).toBe(4);
  });

  test('one at a time, however many are begun at once', async () => {
    const taken = await aQuizTaker(world, classroom);
    const started = await Promise.all(Array.from({ length: 20 }, () => taken.start()));
    expect(started.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of started.filter(({ status }) => status !== 201)) expectProblem(answer, 'quiz_attempt_open');
    expect(await world.db.manager.countBy(QuizAttempt, { personId: taken.someone.personId })).toBe(1);
  });
});

describe('saving', () => {
  test('keeps the newest answers, whatever order they come in', async () => {
    const taken = await aQuizTaker(world, classroom);
    const { body } = await taken.start();
    const [one, two] = [taken.right(1), taken.right(2)];
    expect((await taken.save(body.id, 2, two)).body).toMatchObject({ seq: 2 });
    expect((await taken.save(body.id, 1, one)).body).toMatchObject({ seq: 2 });
    expect((await taken.save(body.id, 2, one)).body).toMatchObject({ seq: 2 });
    expect(await taken.read(body.id)).toMatchObject({ answers: two, saveSeq: 2 });
    await Promise.all([3, 5, 4].map((seq) => taken.save(body.id, seq, taken.right(seq))));
    expect(await taken.read(body.id)).toMatchObject({ answers: taken.right(5), saveSeq: 5 });
  });

  test('takes answers a little after the limit, then nothing more', async () => {
    const taken = await aQuizTaker(world, classroom, { minutes: 10 });
    const { body } = await taken.start();
    world.clock.advance(630);
    expect((await taken.save(body.id, 1, taken.right())).status).toBe(200);
    world.clock.advance(1);
    expectProblem(await taken.save(body.id, 2, {}), 'quiz_attempt_ended');
    expect(await taken.read(body.id)).toMatchObject({ state: 'done', submittedAt: body.dueAt, result: { points: 60, passed: true } });
  });

  test('refuses what cannot be an answer, and keeps nothing of it', async () => {
    const taken = await aQuizTaker(world, classroom);
    const { body } = await taken.start();
    const [single, multiple, , blank, ordering] = taken.questions as [string, string, string, string, string];
    const refused: [string, unknown][] = [
      ['a forged question', { [newId()]: { kind: 'single', chosen: 'a' } }],
      ['no question', { x: { kind: 'single', chosen: 'a' } }],
      ['a forged option', { [single]: { kind: 'single', chosen: 'z' } }],
      ['another kind', { [single]: { kind: 'short', text: 'b' } }],
      ['a number', { [single]: { kind: 'single', chosen: 1e308 } }],
      ['an option twice', { [multiple]: { kind: 'multiple', chosen: ['a', 'a'] } }],
      ['too many options', { [multiple]: { kind: 'multiple', chosen: Array.from({ length: 51 }, () => 'a') } }],
      ['an endless text', { [blank]: { kind: 'fill_in', texts: ['长'.repeat(201)] } }],
      ['half an order', { [ordering]: { kind: 'ordering', order: ['a'] } }],
      ['a list', []],
      ['nothing', null],
    ];
    for (const [, answers] of refused) expectProblem(await taken.save(body.id, 1, answers), 'invalid_input');
    for (const seq of [0, -1, 1.5, null, 2 ** 31]) expectProblem(await taken.save(body.id, seq as number, {}), 'invalid_input');
    expectProblem(await taken.someone.agent.send({ method: 'POST', path: `/api/quiz-attempts/${body.id}/answers`, payload: `{"seq":NaN,"answers":{}}`, headers: { 'content-type': 'application/json' } }), 'malformed_request');
    for (const [, answers] of refused.filter(([, given]) => given !== null)) expectProblem(await taken.submit(body.id, { seq: 1, answers }), 'invalid_input');
    expect(await taken.read(body.id)).toEqual(body);
  });
});

describe('handing in', () => {
  test('posts the first pass once, and reviews everything', async () => {
    const taken = await aQuizTaker(world, classroom);
    expect(await taken.attempted(3)).toMatchObject({ result: { points: 30, passed: false, earnedUnits: 0, why: 'threshold' } });
    const passed = await taken.attempted(4);
    expect(passed).toMatchObject({ state: 'done', result: { points: 40, maxPoints: 60, passed: true, date: '2026-03-10', earnedUnits: 54_000, earnedCredits: '0.50', why: null, provisional: false } });
    expect(passed.review?.find(({ questionId }) => questionId === taken.questions[0])).toEqual({ questionId: taken.questions[0], points: 10, explanation: '看第一章。', rightAnswer: { kind: 'single', chosen: 'b' }, remark: null });
    expect(passed.review?.find(({ questionId }) => questionId === taken.questions[5])).toMatchObject({ points: 0 });
    expect(await taken.attempted(6)).toMatchObject({ result: { passed: true, earnedUnits: 0, why: 'already_posted' } });
    expect(await taken.entries()).toMatchObject([
      { kind: 'quiz', key: entryKey.quiz(taken.someone.personId, taken.course.versionId), units: 54_000, date: '2026-03-10', policyVersion: 'standard-2026', evidence: { attemptId: passed.id, points: 40, maxPoints: 60 } },
    ]);
    const results = await world.db.manager.find(QuizResult, { where: { personId: taken.someone.personId }, order: { points: 'ASC' } });
    expect(results.map(({ points, passed: did }) => [points, did])).toEqual([[30, false], [40, true], [60, true]]);
    expect(await taken.card()).toMatchObject({ passed: true, earned: true, attemptsLeft: 0 });
  });

  test('failed after an earlier pass says that the pass stands', async () => {
    const taken = await aQuizTaker(world, classroom);
    await taken.attempted(4);
    expect(await taken.attempted(3)).toMatchObject({ result: { passed: false, earnedUnits: 0, why: 'passed_before' } });
  });

  test('twenty times at once is once', async () => {
    const taken = await aQuizTaker(world, classroom);
    const { body } = await taken.start();
    await taken.save(body.id, 1, taken.right());
    const answers = await Promise.all(Array.from({ length: 20 }, () => taken.submit(body.id)));
    for (const answer of answers) expect(answer.body).toMatchObject({ result: { points: 60, earnedUnits: 54_000 } });
    expect(await taken.entries()).toHaveLength(1);
    expect(await world.db.manager.countBy(QuizResult, { attemptId: body.id })).toBe(1);
    expectProblem(await taken.save(body.id, 9, {}), 'quiz_attempt_ended');
  });

  test('is done for who never comes back, dated by the limit', async () => {
    world.clock.set('2026-12-31T23:40:00+08:00');
    const taken = await aQuizTaker(world, classroom, { minutes: 15 });
    const { body } = await taken.start();
    await taken.save(body.id, 1, taken.right());
    world.clock.set('2027-01-01T08:00:00+08:00');
    await world.api.app.get(AttemptsSweeper).sweep();
    const stored = await world.db.manager.findOneByOrFail(QuizAttempt, { id: body.id });
    expect(stored).toMatchObject({ state: 'done', submittedAt: new Date('2026-12-31T23:55:00+08:00'), passed: true });
    expect(await taken.entries()).toMatchObject([{ date: '2026-12-31', year: 2026, recordedAt: Date.parse('2027-01-01T08:00:00+08:00') }]);
  });

  test('is provisional while the real name is not verified', async () => {
    const taken = await aQuizTaker(world, classroom, {}, null);
    expect(await taken.card()).toMatchObject({ provisional: true });
    expect(await taken.attempted(6)).toMatchObject({ result: { earnedUnits: 54_000, provisional: true } });
  });
});

test('merging two records hands attempts and answers over', async () => {
  const taken = await aQuizTaker(world, classroom);
  await aCheckpoint(world, taken.course.versionId, taken.course.lessons[0]!.lessonVersionId, 20, QUESTIONS[0]!);
  await taken.attempted(6);
  const other = await aPerson(world, { region: classroom.city.communities[0]!, name: '王秀英' });
  await other.agent.post(`/api/courses/${taken.course.courseId}/enrolment`);
  const theirs = taken.as(other);
  await theirs.attempted(0);
  await other.agent.post(`/api/lesson-versions/${taken.course.lessons[0]!.lessonVersionId}/checkpoint-answers`, { atSecond: 20, answer: { kind: 'single', chosen: 'b' } });
  const repository = new MergeRepository();
  await inTransaction(world.db, (tx) => repository.handOver(tx, taken.someone.personId, other.personId));
  expect((await taken.card()).attempts.map(({ number, passed }) => [number, passed])).toEqual([[2, false], [1, true]]);
  expect(await world.db.manager.countBy(CheckpointAnswer, { personId: taken.someone.personId })).toBe(1);
});

describe('a question in a video', () => {
  test('is asked until it is answered right, and earns nothing', async () => {
    const taken = await aQuizTaker(world, classroom);
    const lesson = taken.course.lessons[0]!.lessonVersionId;
    await aCheckpoint(world, taken.course.versionId, lesson, 20, QUESTIONS[0]!);
    const list = async () => (await taken.someone.agent.get<{ items: CheckpointDto[] }>(`/api/lesson-versions/${lesson}/checkpoints`)).body.items;
    const answer = (chosen: string, atSecond = 20) => taken.someone.agent.post(`/api/lesson-versions/${lesson}/checkpoint-answers`, { atSecond, answer: { kind: 'single', chosen } });
    expect(await list()).toMatchObject([{ atSecond: 20, answered: false, question: { kind: 'single', items: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] } }]);
    expect(JSON.stringify(await list())).not.toMatch(/answer"|看第一章/);
    expect((await answer('a')).body).toEqual({ right: false, explanation: '看第一章。' });
    expect(await list()).toMatchObject([{ answered: false }]);
    expect((await answer('b')).body).toMatchObject({ right: true });
    expect((await answer('a')).body).toMatchObject({ right: false });
    expect(await list()).toMatchObject([{ answered: true }]);
    expect(await world.db.manager.findBy(CheckpointAnswer, { personId: taken.someone.personId })).toMatchObject([{ tries: 3, correct: true }]);
    expectProblem(await answer('z'), 'invalid_input');
    expectProblem(await answer('b', 21), 'not_found');
    expect(await taken.entries()).toEqual([]);
    const stranger = await classroom.learner();
    expectProblem(await stranger.agent.get(`/api/lesson-versions/${lesson}/checkpoints`), 'not_found');
  });
});
