import { line } from '../../../testing/line';

import { afterEach, describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../testing/render-page';
import { sampleQuiz } from '../../../testing/samples';

import { QuizCard } from './quiz-card';

const quiz = sampleQuiz();
const COURSE = quiz.courseId;
const began = () => line.asked.some(({ method }) => method === 'POST');

afterEach(() => line.reset());

describe('beginning a quiz', () => {
  it('says that it uses up an attempt and starts the clock before it does', async () => {
    line.answer(`GET /api/courses/${COURSE}/quiz`, { quiz });
    line.answer(`POST /api/courses/${COURSE}/quiz/attempts`, { id: 'a1' }, 201);
    renderPage(<QuizCard courseId={COURSE} guest={false} />);
    await userEvent.click(await screen.findByRole('button', { name: '开始测验' }));
    const dialog = within(screen.getByRole('dialog', { name: '现在开始吗' }));
    expect(dialog.getByText('一打开题目，就算做了一次。每天可以做 3 次，这是今天的第 2 次。')).toBeVisible();
    expect(dialog.getByText('限时 20 分钟，打开就开始计时，中途离开也不停。')).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: '先不做' }));
    expect(began()).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: '开始测验' }));
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '开始测验' }));
    expect(began()).toBe(true);
  });
});
