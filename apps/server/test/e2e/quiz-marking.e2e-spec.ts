import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { rightAnswer } from '@xuexi/domain';
import { Notice } from '../../src/notices/notice.entity.js';
import type { QuizAttemptDto } from '../../src/quizzes/attempts.dto.js';
import type { MarkingSheetDto, WaitingAttemptPageDto } from '../../src/quizzes/marking.dto.js';
import { QuizResult } from '../../src/quizzes/quiz-result.entity.js';
import { type Classroom, aClassroom } from '../factories/classroom.js';
import { aColleague, signedIn } from '../factories/persons.js';
import { type QuizTaker, aQuizTaker } from '../factories/quiz-taker.js';
import { QUESTIONS, SHORT } from '../factories/quizzes.js';
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

describe('short answers', () => {
  const contents = [...QUESTIONS.slice(0, 2), SHORT, SHORT];

  async function waiting(): Promise<{ taken: QuizTaker; attempt: QuizAttemptDto; marks: (points: number[]) => unknown }> {
    const taken = await aQuizTaker(world, classroom, { contents });
    const { body } = await taken.start();
    const short = (text: string) => ({ kind: 'short' as const, text });
    const [one, two, three, four] = taken.questions as [string, string, string, string];
    const answers = { [one]: rightAnswer(contents[0]!)!, [two]: rightAnswer(contents[1]!)!, [three]: short('为了安全'), [four]: short('不知道') };
    const { body: attempt } = await taken.submit(body.id, { seq: 1, answers });
    return { taken, attempt, marks: (points) => ({ marks: points.map((given, i) => ({ questionId: taken.questions[i + 2], points: given, remark: i === 0 ? '说得好' : '' })) }) };
  }

  test('wait for the instructor, whose marks make the result', async () => {
    const { taken, attempt, marks } = await waiting();
    expect(attempt).toMatchObject({ state: 'marking', result: null });
    expect(attempt.review?.filter(({ points }) => points === null)).toHaveLength(2);
    const queue = await classroom.instructor.agent.get<WaitingAttemptPageDto>('/api/marking/quiz-attempts');
    expect(queue.body.items.find(({ id }) => id === attempt.id)).toMatchObject({ learner: '王*', waiting: 2, number: 1 });
    const sheet = (await classroom.instructor.agent.get<MarkingSheetDto>(`/api/marking/quiz-attempts/${attempt.id}`)).body;
    expect(sheet).toMatchObject({ markedPoints: 20, maxPoints: 40, passPoints: 24 });
    expect(sheet.questions.map(({ answer, reference, points }) => ({ answer, reference, points })).sort((a, b) => a.answer.localeCompare(b.answer))).toEqual(
      [{ answer: '不知道', reference: '说到安全即可', points: 10 }, { answer: '为了安全', reference: '说到安全即可', points: 10 }].sort((a, b) => a.answer.localeCompare(b.answer)),
    );

    const path = `/api/marking/quiz-attempts/${attempt.id}/marks`;
    for (const wrong of [marks([11, 0]), marks([5]), marks([-1, 0]), marks([1.5, 0]), marks([1e308, 0]), { marks: [{ questionId: taken.questions[0], points: 0 }] }]) expectProblem(await classroom.instructor.agent.post(path, wrong), 'invalid_input');
    const stranger = await aColleague(world, 'instructor', classroom.city.communities[0]!, classroom.city.streets[0]!);
    expectProblem(await stranger.agent.post(path, marks([4, 0])), 'not_found');
    expect(await world.db.manager.countBy(QuizResult, { attemptId: attempt.id })).toBe(0);

    world.clock.set('2026-03-12T10:00:00+08:00');
    const answers = await Promise.all([1, 2, 3].map(() => classroom.instructor.agent.post(path, marks([4, 0]))));
    expect(answers.filter(({ status }) => status === 200).map(({ body }) => body)).toEqual([{ points: 24, maxPoints: 40, passed: true }]);
    for (const late of answers.filter(({ status }) => status !== 200)) expectProblem(late, 'quiz_marked');
    const done = await taken.read(attempt.id);
    expect(done).toMatchObject({ state: 'done', result: { points: 24, passed: true, date: '2026-03-10', earnedUnits: 54_000 } });
    expect(done.review?.find(({ questionId }) => questionId === taken.questions[2])).toMatchObject({ points: 4, remark: '说得好', rightAnswer: null });
    expect(await taken.entries()).toMatchObject([{ date: '2026-03-10', recordedAt: Date.parse('2026-03-12T10:00:00+08:00') }]);
    expect(await world.db.manager.findBy(Notice, { personId: taken.someone.personId })).toMatchObject([{ kind: 'quiz_marked', data: { attemptId: attempt.id, points: 24, passed: true } }]);
  });

  test('marked after the books are closed count on the day they are marked', async () => {
    world.clock.set('2026-12-30T10:00:00+08:00');
    const { taken, attempt, marks } = await waiting();
    world.clock.set('2027-01-16T00:00:00+08:00');
    await (await signedIn(world, classroom.instructor.accountId)).post(`/api/marking/quiz-attempts/${attempt.id}/marks`, marks([10, 10]));
    expect(await taken.entries()).toMatchObject([{ date: '2027-01-16', year: 2027 }]);
  });
});
