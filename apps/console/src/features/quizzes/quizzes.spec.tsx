import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, someCourse, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const { id } = someCourse();
const AT = `/api/teaching/courses/${id}`;
const ME = { 'GET /api/me': () => someone('instructor'), 'GET /api/todo': () => NOTHING_WAITS, [`GET ${AT}`]: () => someCourse() };
const BANK: Api['TaughtQuiz']['bank'] = [{ tags: ['基础'], difficulty: 1, count: 2 }];
const SETTINGS: Api['QuizSettings'] = { title: '测验', draws: [{ tag: '基础', difficulty: 1, count: 3, points: 5 }], minutes: null, shuffleQuestions: true, shuffleOptions: true, required: true };

describe('a question', () => {
  it('says at each field what is missing, and is sent once it is whole', async () => {
    const sent: unknown[] = [];
    renderConsole(`/courses/${id}/questions/new/single`, { ...ME, [`POST ${AT}/questions`]: ({ body }) => (sent.push(body), body) });
    await userEvent.click(await screen.findByRole('button', { name: '保存' }));
    expect(screen.getByLabelText('题干')).toHaveAccessibleDescription(/请填写题干/u);
    expect(screen.getByText('请选出正确的选项')).toBeVisible();
    expect(sent).toEqual([]);
    await userEvent.type(screen.getByLabelText('题干'), '先做什么？');
    await userEvent.type(screen.getByLabelText('选项 A'), '充电');
    await userEvent.type(screen.getByLabelText('选项 B'), '关机');
    await userEvent.click(screen.getByRole('radio', { name: '选项 B 是对的' }));
    await userEvent.type(screen.getByLabelText('标签'), '基础、手机');
    await userEvent.click(screen.getByRole('button', { name: '保存' }));
    expect(sent).toMatchObject([{ difficulty: 2, tags: ['基础', '手机'], content: { kind: 'single', stem: '先做什么？', options: [{ text: '充电' }, { text: '关机' }] } }]);
    const { options, answer } = (sent as { content: { options: { id: string }[]; answer: string } }[])[0]!.content;
    expect(answer).toBe(options[1]!.id);
  });

  it('has an answer for each blank of its stem', async () => {
    renderConsole(`/courses/${id}/questions/new/fill_in`, ME);
    await userEvent.type(await screen.findByLabelText('题干'), '报警');
    await userEvent.click(screen.getByRole('button', { name: '插入一个空' }));
    expect(screen.getByLabelText('第 1 个空', { selector: 'textarea' })).toBeVisible();
  });
});

it('a quiz says at once what the bank lacks', async () => {
  renderConsole(`/courses/${id}/quiz`, { ...ME, [`GET ${AT}/quiz`]: () => ({ settings: SETTINGS, updatedAt: null, editable: true, bank: BANK }) });
  const line = await screen.findByRole('listitem', { name: '第 1 行' });
  expect(within(line).getByText('2 题可抽')).toBeVisible();
  expect(screen.getByText('测验要抽“基础·容易” 3 题，题库里只有 2 题。请增加题目，或者减少抽题的数量。')).toBeVisible();
  await userEvent.clear(within(line).getByLabelText('抽几题'));
  await userEvent.type(within(line).getByLabelText('抽几题'), '2');
  expect(screen.getByText('题库够抽。')).toBeVisible();
  expect(screen.getByText('一份测验 2 题，共 10 分。')).toBeVisible();
});
