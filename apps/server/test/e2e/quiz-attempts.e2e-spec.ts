import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PRESETS, type QuestionAnswer, type QuestionContent, drawPaper, entryKey, rightAnswer } from '@xuexi/domain';
import { CreditPolicy } from '../../src/credits/policies/credit-policy.entity.js';
import { PoliciesService } from '../../src/credits/policies/policies.service.js';
import { Recomputation } from '../../src/credits/ledger/recomputation.js';
import { CourseVersion } from '../../src/catalog/course-version.entity.js';
import { CourseVersionLesson } from '../../src/catalog/course-version-lesson.entity.js';
import { PersonsService } from '../../src/identity/persons.service.js';
import { CourseFinishService } from '../../src/learning/course-finish.service.js';
import { MergeRepository } from '../../src/learning/merge.repository.js';
import { Enrolment } from '../../src/learning/enrolment.entity.js';
import { Media } from '../../src/media/media.entity.js';
import { Notice } from '../../src/notices/notice.entity.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { newId } from '../../src/platform/ids.js';
import type { QuizAttemptDto, QuizCardDto, SavedAnswersDto } from '../../src/quizzes/attempts.dto.js';
import { AttemptsSweeper } from '../../src/quizzes/attempts.sweeper.js';
import { CheckpointAnswer } from '../../src/quizzes/checkpoint-answer.entity.js';
import type { CheckpointDto } from '../../src/quizzes/checkpoint-answers.dto.js';
import type { MarkingSheetDto, WaitingAttemptPageDto } from '../../src/quizzes/marking.dto.js';
import { CourseVersionQuestion } from '../../src/quizzes/course-version-question.entity.js';
import { QuizAttempt } from '../../src/quizzes/quiz-attempt.entity.js';
import { QuizResult } from '../../src/quizzes/quiz-result.entity.js';
import { type MadeCourse, type MadeLesson, aPublishedCourse } from '../factories/courses.js';
import { chainOf } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson, signedIn } from '../factories/persons.js';
import { QUESTIONS, SHORT, aCheckpoint, aQuiz } from '../factories/quizzes.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { Player } from '../support/player.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let instructor: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-10T09:00:00+08:00'));

interface Taking {
  someone: Someone;
  course: MadeCourse;
  questions: string[];
  contents: QuestionContent[];
}

/** A learner who has joined a course with a quiz. */
async function taking(quiz: Parameters<typeof aQuiz>[2] = {}, verifiedAt?: null): Promise<Taking> {
  const someone = await aPerson(world, { region: city.communities[0]!, ...(verifiedAt === null && { verifiedAt }) });
  const course = await aPublishedCourse(world, instructor, [60]);
  const questions = await aQuiz(world, course.versionId, quiz);
  await someone.agent.post(`/api/courses/${course.courseId}/enrolment`);
  return { someone, course, questions, contents: quiz?.contents ?? QUESTIONS };
}

const start = ({ someone, course }: Taking) => someone.agent.post<QuizAttemptDto>(`/api/courses/${course.courseId}/quiz/attempts`);
const card = async ({ someone, course }: Taking) => (await someone.agent.get<{ quiz: QuizCardDto }>(`/api/courses/${course.courseId}/quiz`)).body.quiz;
const read = async ({ someone }: Taking, id: string) => (await someone.agent.get<QuizAttemptDto>(`/api/quiz-attempts/${id}`)).body;
const save = ({ someone }: Taking, id: string, seq: number, answers: unknown) => someone.agent.post<SavedAnswersDto>(`/api/quiz-attempts/${id}/answers`, { seq, answers });
const submit = ({ someone }: Taking, id: string, last: unknown = null) => someone.agent.post<QuizAttemptDto>(`/api/quiz-attempts/${id}/submission`, { last });
const entries = async ({ someone }: Taking) => (await chainOf(world, someone.personId)).entries;

/** Right answers to the first so many questions. */
function right({ questions, contents }: Taking, count = questions.length): Record<string, QuestionAnswer> {
  const answers = contents.map((content) => (content.kind === 'fill_in' ? { kind: 'fill_in' as const, texts: [content.blanks[0]!.accepted[1]!.toLowerCase()] } : rightAnswer(content)!));
  return Object.fromEntries(questions.slice(0, count).map((id, i) => [id, answers[i]!]));
}

async function attempted(taken: Taking, count: number): Promise<QuizAttemptDto> {
  const { body } = await start(taken);
  return (await submit(taken, body.id, { seq: 1, answers: right(taken, count) })).body;
}

describe('a quiz', () => {
  test('is shown with what it takes, and asks without giving anything away', async () => {
    const taken = await taking({ minutes: 20 });
    expect(await card(taken)).toMatchObject({ enrolled: true, questions: 6, maxPoints: 60, passPoints: 36, passPercent: 60, minutes: 20, attemptsLeft: 3, credits: '0.50', earned: false, openAttemptId: null, attempts: [] });
    const { status, body, text } = await start(taken);
    expect(status).toBe(201);
    expect(body).toMatchObject({ number: 1, state: 'open', secondsLeft: 1200, result: null, review: null, saveSeq: 0 });
    expect(body.questions.map(({ kind }) => kind).sort()).toEqual(QUESTIONS.map(({ kind }) => kind).sort());
    expect(text).not.toMatch(/answer"|"answers":\{"|accepted|explanation|看第一章|电源键|pairs/);
    expect(await read(taken, body.id)).toEqual(body);
    expect(await card(taken)).toMatchObject({ attemptsLeft: 2, openAttemptId: body.id });
  });

  test('cannot be drawn again by who knows the attempt and the bank', async () => {
    const taken = await taking();
    const { quiz } = await world.db.manager.findOneByOrFail(CourseVersion, { id: taken.course.versionId });
    const bank = await world.db.manager.find(CourseVersionQuestion, { where: { courseVersionId: taken.course.versionId }, order: { questionId: 'ASC' } });
    const drawnAgain: boolean[] = [];
    for (let i = 0; i < 3; i++) {
      const { body } = await start(taken);
      const { paper } = await world.db.manager.findOneByOrFail(QuizAttempt, { id: body.id });
      drawnAgain.push(isDeepStrictEqual(paper, drawPaper(body.id, quiz!, bank.map(({ questionId, tags, content }) => ({ id: questionId, tags, difficulty: 1, content })))));
      await submit(taken, body.id);
    }
    expect(drawnAgain).toContain(false);
  });

  test('is absent where there is none, and for who has not joined', async () => {
    const course = await aPublishedCourse(world, instructor, [60]);
    const someone = await aPerson(world, { region: city.communities[0]! });
    expect((await someone.agent.get<{ quiz: null }>(`/api/courses/${course.courseId}/quiz`)).body).toEqual({ quiz: null });
    expectProblem(await someone.agent.post(`/api/courses/${course.courseId}/quiz/attempts`), 'not_found');
    await someone.agent.post(`/api/courses/${course.courseId}/enrolment`);
    expectProblem(await someone.agent.post(`/api/courses/${course.courseId}/quiz/attempts`), 'quiz_absent');
    const taken = await taking();
    const { body } = await start(taken);
    for (const path of [`/api/quiz-attempts/${body.id}`, `/api/quiz-attempts/${newId()}`]) expectProblem(await someone.agent.get(path), 'not_found');
  });

  test('is the one of the version that the learner is on', async () => {
    const taken = await taking();
    const newer = newId();
    await world.db.manager.insert(CourseVersion, { ...(await world.db.manager.findOneByOrFail(CourseVersion, { id: taken.course.versionId })), id: newer, number: 2, quiz: null });
    await world.db.query('UPDATE course SET published_version_id = ? WHERE id = ?', [newer, taken.course.courseId]);
    expect(await card(taken)).toMatchObject({ courseVersionId: taken.course.versionId });
    expect((await start(taken)).status).toBe(201);
  });
});

describe('attempts', () => {
  test('three a date in Shanghai, the fourth is refused', async () => {
    const taken = await taking();
    world.clock.set('2026-03-10T23:50:00+08:00');
    for (let i = 0; i < 3; i++) expect(await attempted(taken, 0)).toMatchObject({ number: i + 1, result: { passed: false, why: 'threshold' } });
    expectProblem(await start(taken), 'quiz_attempts_used');
    expect(await card(taken)).toMatchObject({ attemptsLeft: 0 });
    world.clock.set('2026-03-11T00:00:00+08:00');
    expect((await start(taken)).body.number).toBe(4);
  });

  test('one at a time, however many are begun at once', async () => {
    const taken = await taking();
    const started = await Promise.all(Array.from({ length: 20 }, () => start(taken)));
    expect(started.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of started.filter(({ status }) => status !== 201)) expectProblem(answer, 'quiz_attempt_open');
    expect(await world.db.manager.countBy(QuizAttempt, { personId: taken.someone.personId })).toBe(1);
  });
});

describe('saving', () => {
  test('keeps the newest answers, whatever order they come in', async () => {
    const taken = await taking();
    const { body } = await start(taken);
    const [one, two] = [right(taken, 1), right(taken, 2)];
    expect((await save(taken, body.id, 2, two)).body).toMatchObject({ seq: 2 });
    expect((await save(taken, body.id, 1, one)).body).toMatchObject({ seq: 2 });
    expect((await save(taken, body.id, 2, one)).body).toMatchObject({ seq: 2 });
    expect(await read(taken, body.id)).toMatchObject({ answers: two, saveSeq: 2 });
    await Promise.all([3, 5, 4].map((seq) => save(taken, body.id, seq, right(taken, seq))));
    expect(await read(taken, body.id)).toMatchObject({ answers: right(taken, 5), saveSeq: 5 });
  });

  test('takes answers a little after the limit, then nothing more', async () => {
    const taken = await taking({ minutes: 10 });
    const { body } = await start(taken);
    world.clock.advance(630);
    expect((await save(taken, body.id, 1, right(taken))).status).toBe(200);
    world.clock.advance(1);
    expectProblem(await save(taken, body.id, 2, {}), 'quiz_attempt_ended');
    expect(await read(taken, body.id)).toMatchObject({ state: 'done', submittedAt: body.dueAt, result: { points: 60, passed: true } });
  });

  test('refuses what cannot be an answer, and keeps nothing of it', async () => {
    const taken = await taking();
    const { body } = await start(taken);
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
    for (const [, answers] of refused) expectProblem(await save(taken, body.id, 1, answers), 'invalid_input');
    for (const seq of [0, -1, 1.5, null, 2 ** 31]) expectProblem(await save(taken, body.id, seq as number, {}), 'invalid_input');
    expectProblem(await taken.someone.agent.send({ method: 'POST', path: `/api/quiz-attempts/${body.id}/answers`, payload: `{"seq":NaN,"answers":{}}`, headers: { 'content-type': 'application/json' } }), 'malformed_request');
    for (const [, answers] of refused.filter(([, given]) => given !== null)) expectProblem(await submit(taken, body.id, { seq: 1, answers }), 'invalid_input');
    expect(await read(taken, body.id)).toEqual(body);
  });
});

describe('handing in', () => {
  test('posts the first pass once, and reviews everything', async () => {
    const taken = await taking();
    expect(await attempted(taken, 3)).toMatchObject({ result: { points: 30, passed: false, earnedUnits: 0, why: 'threshold' } });
    const passed = await attempted(taken, 4);
    expect(passed).toMatchObject({ state: 'done', result: { points: 40, maxPoints: 60, passed: true, date: '2026-03-10', earnedUnits: 54_000, earnedCredits: '0.50', why: null, provisional: false } });
    expect(passed.review?.find(({ questionId }) => questionId === taken.questions[0])).toEqual({ questionId: taken.questions[0], points: 10, explanation: '看第一章。', rightAnswer: { kind: 'single', chosen: 'b' }, remark: null });
    expect(passed.review?.find(({ questionId }) => questionId === taken.questions[5])).toMatchObject({ points: 0 });
    expect(await attempted(taken, 6)).toMatchObject({ result: { passed: true, earnedUnits: 0, why: 'already_posted' } });
    expect(await entries(taken)).toMatchObject([
      { kind: 'quiz', key: entryKey.quiz(taken.someone.personId, taken.course.versionId), units: 54_000, date: '2026-03-10', policyVersion: 'standard-2026', evidence: { attemptId: passed.id, points: 40, maxPoints: 60 } },
    ]);
    const results = await world.db.manager.find(QuizResult, { where: { personId: taken.someone.personId }, order: { points: 'ASC' } });
    expect(results.map(({ points, passed: did }) => [points, did])).toEqual([[30, false], [40, true], [60, true]]);
    expect(await card(taken)).toMatchObject({ passed: true, earned: true, attemptsLeft: 0 });
  });

  test('failed after an earlier pass says that the pass stands', async () => {
    const taken = await taking();
    await attempted(taken, 4);
    expect(await attempted(taken, 3)).toMatchObject({ result: { passed: false, earnedUnits: 0, why: 'passed_before' } });
  });

  test('twenty times at once is once', async () => {
    const taken = await taking();
    const { body } = await start(taken);
    await save(taken, body.id, 1, right(taken));
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(taken, body.id)));
    for (const answer of answers) expect(answer.body).toMatchObject({ result: { points: 60, earnedUnits: 54_000 } });
    expect(await entries(taken)).toHaveLength(1);
    expect(await world.db.manager.countBy(QuizResult, { attemptId: body.id })).toBe(1);
    expectProblem(await save(taken, body.id, 9, {}), 'quiz_attempt_ended');
  });

  test('is done for who never comes back, dated by the limit', async () => {
    world.clock.set('2026-12-31T23:40:00+08:00');
    const taken = await taking({ minutes: 15 });
    const { body } = await start(taken);
    await save(taken, body.id, 1, right(taken));
    world.clock.set('2027-01-01T08:00:00+08:00');
    await world.api.app.get(AttemptsSweeper).sweep();
    const stored = await world.db.manager.findOneByOrFail(QuizAttempt, { id: body.id });
    expect(stored).toMatchObject({ state: 'done', submittedAt: new Date('2026-12-31T23:55:00+08:00'), passed: true });
    expect(await entries(taken)).toMatchObject([{ date: '2026-12-31', year: 2026, recordedAt: Date.parse('2027-01-01T08:00:00+08:00') }]);
  });

  test('is provisional while the real name is not verified', async () => {
    const taken = await taking({}, null);
    expect(await card(taken)).toMatchObject({ provisional: true });
    expect(await attempted(taken, 6)).toMatchObject({ result: { earnedUnits: 54_000, provisional: true } });
  });
});

describe('short answers', () => {
  const contents = [...QUESTIONS.slice(0, 2), SHORT, SHORT];

  async function waiting(): Promise<{ taken: Taking; attempt: QuizAttemptDto; marks: (points: number[]) => unknown }> {
    const taken = await taking({ contents });
    const { body } = await start(taken);
    const short = (text: string) => ({ kind: 'short' as const, text });
    const [one, two, three, four] = taken.questions as [string, string, string, string];
    const answers = { [one]: rightAnswer(contents[0]!)!, [two]: rightAnswer(contents[1]!)!, [three]: short('为了安全'), [four]: short('不知道') };
    const { body: attempt } = await submit(taken, body.id, { seq: 1, answers });
    return { taken, attempt, marks: (points) => ({ marks: points.map((given, i) => ({ questionId: taken.questions[i + 2], points: given, remark: i === 0 ? '说得好' : '' })) }) };
  }

  test('wait for the instructor, whose marks make the result', async () => {
    const { taken, attempt, marks } = await waiting();
    expect(attempt).toMatchObject({ state: 'marking', result: null });
    expect(attempt.review?.filter(({ points }) => points === null)).toHaveLength(2);
    const queue = await instructor.agent.get<WaitingAttemptPageDto>('/api/marking/quiz-attempts');
    expect(queue.body.items.find(({ id }) => id === attempt.id)).toMatchObject({ learner: '王*', waiting: 2, number: 1 });
    const sheet = (await instructor.agent.get<MarkingSheetDto>(`/api/marking/quiz-attempts/${attempt.id}`)).body;
    expect(sheet).toMatchObject({ markedPoints: 20, maxPoints: 40, passPoints: 24 });
    expect(sheet.questions.map(({ answer, reference, points }) => ({ answer, reference, points })).sort((a, b) => a.answer.localeCompare(b.answer))).toEqual(
      [{ answer: '不知道', reference: '说到安全即可', points: 10 }, { answer: '为了安全', reference: '说到安全即可', points: 10 }].sort((a, b) => a.answer.localeCompare(b.answer)),
    );

    const path = `/api/marking/quiz-attempts/${attempt.id}/marks`;
    for (const wrong of [marks([11, 0]), marks([5]), marks([-1, 0]), marks([1.5, 0]), marks([1e308, 0]), { marks: [{ questionId: taken.questions[0], points: 0 }] }]) expectProblem(await instructor.agent.post(path, wrong), 'invalid_input');
    const stranger = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
    expectProblem(await stranger.agent.post(path, marks([4, 0])), 'not_found');
    expect(await world.db.manager.countBy(QuizResult, { attemptId: attempt.id })).toBe(0);

    world.clock.set('2026-03-12T10:00:00+08:00');
    const answers = await Promise.all([1, 2, 3].map(() => instructor.agent.post(path, marks([4, 0]))));
    expect(answers.filter(({ status }) => status === 200).map(({ body }) => body)).toEqual([{ points: 24, maxPoints: 40, passed: true }]);
    for (const late of answers.filter(({ status }) => status !== 200)) expectProblem(late, 'quiz_marked');
    const done = await read(taken, attempt.id);
    expect(done).toMatchObject({ state: 'done', result: { points: 24, passed: true, date: '2026-03-10', earnedUnits: 54_000 } });
    expect(done.review?.find(({ questionId }) => questionId === taken.questions[2])).toMatchObject({ points: 4, remark: '说得好', rightAnswer: null });
    expect(await entries(taken)).toMatchObject([{ date: '2026-03-10', recordedAt: Date.parse('2026-03-12T10:00:00+08:00') }]);
    expect(await world.db.manager.findBy(Notice, { personId: taken.someone.personId })).toMatchObject([{ kind: 'quiz_marked', data: { attemptId: attempt.id, points: 24, passed: true } }]);
  });

  test('marked after the books are closed count on the day they are marked', async () => {
    world.clock.set('2026-12-30T10:00:00+08:00');
    const { taken, attempt, marks } = await waiting();
    world.clock.set('2027-01-16T00:00:00+08:00');
    await (await signedIn(world, instructor.accountId)).post(`/api/marking/quiz-attempts/${attempt.id}/marks`, marks([10, 10]));
    expect(await entries(taken)).toMatchObject([{ date: '2027-01-16', year: 2027 }]);
  });
});

/** From 2030 on the policy values whole courses. */
async function valueCourses(): Promise<void> {
  const now = world.clock.date();
  if (await world.db.manager.existsBy(CreditPolicy, { version: 'course-fixed' })) return;
  await world.db.manager.insert(CreditPolicy, { id: newId(), version: 'course-fixed', name: '按课程', preset: 'course-fixed', policy: PRESETS['course-fixed'], state: 'adopted', fromDate: '2030-01-01', note: null, createdBy: newId(), createdAt: now, updatedAt: now, adoptedBy: null, adoptedAt: now });
  await world.api.app.get(PoliciesService).reload();
}

describe('a course', () => {
  const finishedAt = async ({ someone, course }: Taking) => (await world.db.manager.findOneByOrFail(Enrolment, { personId: someone.personId, courseId: course.courseId })).finishedAt;
  const watch = async ({ someone, course }: Taking) => (await Player.open(someone.agent, world.clock, course.lessons[0]!.lessonVersionId)).play(600);

  test.each(['the quiz last', 'the lesson last'])('is finished by its lessons and its quiz: %s', async (order) => {
    const taken = await taking();
    if (order === 'the quiz last') await watch(taken);
    else await attempted(taken, 6);
    expect(await finishedAt(taken)).toBeNull();
    if (order === 'the quiz last') await attempted(taken, 6);
    else await watch(taken);
    expect(await finishedAt(taken)).toEqual(world.clock.date());
  });

  test('is finished without a quiz that it does not require', async () => {
    const taken = await taking({ required: false });
    await watch(taken);
    expect(await finishedAt(taken)).toEqual(world.clock.date());
  });

  test('is dated by its last lesson where a quiz that was handed in before is marked afterwards', async () => {
    await valueCourses();
    world.clock.set('2030-12-31T20:00:00+08:00');
    const taken = await taking({ contents: [SHORT] });
    await world.db.manager.update(CourseVersion, { id: taken.course.versionId }, { fixedUnits: 216_000 });
    const { body } = await start(taken);
    await submit(taken, body.id, { seq: 1, answers: { [taken.questions[0]!]: { kind: 'short', text: '好' } } });
    world.clock.set('2031-01-02T09:00:00+08:00');
    await watch(taken);
    world.clock.set('2031-01-05T09:00:00+08:00');
    const marker = await signedIn(world, instructor.accountId);
    await marker.post(`/api/marking/quiz-attempts/${body.id}/marks`, { marks: [{ questionId: taken.questions[0], points: 10 }] });
    expect(await entries(taken)).toMatchObject([{ kind: 'course', date: '2031-01-02', year: 2031 }]);
    expect(await differences()).toEqual([]);
  });

  test('posts its declared value once, where the policy values courses', async () => {
    await valueCourses();
    world.clock.set('2030-03-10T09:00:00+08:00');
    const taken = await taking();
    await world.db.manager.update(CourseVersion, { id: taken.course.versionId }, { fixedUnits: 216_000 });
    await watch(taken);
    expect(await entries(taken)).toEqual([]);
    expect(await attempted(taken, 6)).toMatchObject({ result: { passed: true, earnedUnits: 0, why: 'no_value' } });
    await attempted(taken, 6);
    expect(await differences()).toEqual([]);
    expect(await entries(taken)).toMatchObject([{ kind: 'course', key: entryKey.course(taken.someone.personId, taken.course.versionId), units: 216_000, date: '2030-03-10', policyVersion: 'course-fixed' }]);
  });
});

describe('the own value of a course', () => {
  /** A course of two lessons that declares a value; the first is done. */
  async function halfDone(): Promise<{ someone: Someone; course: MadeCourse }> {
    await valueCourses();
    world.clock.set('2030-03-10T09:00:00+08:00');
    const someone = await aPerson(world, { region: city.communities[0]! });
    const course = await aPublishedCourse(world, instructor, [60, 60]);
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
    const newer = newId();
    await world.db.manager.insert(CourseVersion, { ...(await world.db.manager.findOneByOrFail(CourseVersion, { id: course.versionId })), id: newer, number: 2 });
    await world.db.manager.insert(CourseVersionLesson, { ...(await world.db.manager.findOneByOrFail(CourseVersionLesson, { courseVersionId: course.versionId, position: 1 })), courseVersionId: newer });
    await world.db.query('UPDATE course SET published_version_id = ? WHERE id = ?', [newer, course.courseId]);
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

test('merging two records hands attempts and answers over', async () => {
  const taken = await taking();
  await aCheckpoint(world, taken.course.versionId, taken.course.lessons[0]!.lessonVersionId, 20, QUESTIONS[0]!);
  await attempted(taken, 6);
  const other = await aPerson(world, { region: city.communities[0]!, name: '王秀英' });
  await other.agent.post(`/api/courses/${taken.course.courseId}/enrolment`);
  const theirs: Taking = { ...taken, someone: other };
  await attempted(theirs, 0);
  await other.agent.post(`/api/lesson-versions/${taken.course.lessons[0]!.lessonVersionId}/checkpoint-answers`, { atSecond: 20, answer: { kind: 'single', chosen: 'b' } });
  const repository = new MergeRepository();
  await inTransaction(world.db, (tx) => repository.handOver(tx, taken.someone.personId, other.personId));
  expect((await card(taken)).attempts.map(({ number, passed }) => [number, passed])).toEqual([[2, false], [1, true]]);
  expect(await world.db.manager.countBy(CheckpointAnswer, { personId: taken.someone.personId })).toBe(1);
});

describe('a question in a video', () => {
  test('is asked until it is answered right, and earns nothing', async () => {
    const taken = await taking();
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
    expect(await entries(taken)).toEqual([]);
    const stranger = await aPerson(world, { region: city.communities[0]! });
    expectProblem(await stranger.agent.get(`/api/lesson-versions/${lesson}/checkpoints`), 'not_found');
  });
});
