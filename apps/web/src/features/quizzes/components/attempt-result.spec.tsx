import { line } from '../../../testing/line';

import { afterEach, describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';

import { renderPage } from '../../../testing/render-page';
import { sampleQuiz } from '../../../testing/samples';

import { AttemptResult } from './attempt-result';
import { QuizCard } from './quiz-card';

const { courseId } = sampleQuiz();
const question = (questionId: string): Api['AskedQuestion'] => ({
  questionId,
  kind: 'single',
  points: 10,
  stem: `题${questionId}`,
  items: [
    { id: 'a', text: '揉泥' },
    { id: 'b', text: '烧成' },
  ],
  right: [],
  blanks: 0,
});
const reviewed = (questionId: string) => ({ questionId, points: 0, rightAnswer: { kind: 'single' as const, chosen: 'a' }, explanation: '', remark: null });
const failed: Api['QuizAttempt'] = {
  id: 'attempt',
  courseId,
  courseTitle: '青花入门',
  title: '课后小测',
  number: 1,
  state: 'done',
  startedAt: '2026-11-22T06:00:00.000Z',
  submittedAt: '2026-11-22T06:05:00.000Z',
  savedAt: null,
  saveSeq: 1,
  dueAt: null,
  secondsLeft: null,
  maxPoints: 20,
  passPoints: 12,
  questions: [question('1'), question('2')],
  answers: { 1: { kind: 'single', chosen: 'b' } },
  review: [reviewed('1'), reviewed('2')],
  result: { points: 0, maxPoints: 20, passed: false, date: '2026-11-22', earnedUnits: 0, earnedCredits: '0.00', corrected: false, provisional: false, why: 'threshold' },
};
const quizIs = (over: Partial<Api['QuizCard']>) => line.answer(`GET /api/courses/${courseId}/quiz`, { quiz: sampleQuiz(over) });

afterEach(() => line.reset());

describe('an attempt that did not pass', () => {
  it('leads into the next one, and says how many are left today', async () => {
    quizIs({ attempts: [{ id: failed.id, number: 1, state: 'done', startedAt: failed.startedAt, submittedAt: failed.submittedAt, points: 0, maxPoints: 20, passed: false }] });
    renderPage(<AttemptResult attempt={failed} />);
    expect(await screen.findByRole('button', { name: '再做一次' })).toBeVisible();
    expect(screen.getByText('每天可以做 3 次，今天还有 2 次。')).toBeVisible();
    // The way back stands above the result already.
    expect(screen.queryByRole('link', { name: '返回课程' })).not.toBeInTheDocument();
  });

  it('says so when none is left today', async () => {
    quizIs({ attemptsLeft: 0 });
    renderPage(<AttemptResult attempt={failed} />);
    expect(await screen.findByText('今天的 3 次都用完了，明天可以再试。')).toBeVisible();
    expect(screen.queryByRole('button', { name: '再做一次' })).not.toBeInTheDocument();
  });

  it('is not offered to go on with, where the course was read before it was handed in', async () => {
    quizIs({ openAttemptId: failed.id });
    renderPage(
      <>
        <QuizCard courseId={courseId} guest={false} />
        <AttemptResult attempt={failed} />
      </>,
    );
    expect(await screen.findAllByRole('link', { name: '接着做' })).toHaveLength(1);
  });

  it('tells what was not answered from what was wrong', () => {
    quizIs({});
    renderPage(<AttemptResult attempt={failed} />);
    const [wrong, open] = screen.getAllByRole('listitem') as [HTMLElement, HTMLElement];
    expect(within(wrong).getByText('错')).toBeVisible();
    expect(within(open).getByText('未答')).toBeVisible();
  });
});

describe('an attempt whose credits were corrected', () => {
  it('says so, and so does the card of the quiz', async () => {
    quizIs({ passed: true, earned: true, corrected: true });
    const passed = { ...failed, result: { ...failed.result!, passed: true, why: null, earnedUnits: 54_000, earnedCredits: '0.50', corrected: true } };
    renderPage(
      <>
        <QuizCard courseId={courseId} guest={false} />
        <AttemptResult attempt={passed} />
      </>,
    );
    expect(await screen.findByText('已经通过。记的学分已更正，现在不计；再做也不再记学分。')).toBeVisible();
    expect(screen.getByText('记过的 0.50 学分已更正，现在不计。原因在“消息”里。')).toBeVisible();
  });
});
