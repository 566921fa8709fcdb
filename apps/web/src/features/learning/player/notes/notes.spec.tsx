import { line } from '../../../../testing/line';

import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../../testing/render-page';

import { Notes } from './notes';

const note = (id: string, position: number, text: string) => ({ id, lessonVersionId: 'lesson', position, text, createdAt: '2026-11-22T06:00:00.000Z', updatedAt: '2026-11-22T06:00:00.000Z' });

function show(notes: object[], time = 75.9) {
  line.answer('GET /api/my/notes', { items: notes });
  const goTo = jest.fn();
  renderPage(<Notes lessonVersionId="lesson" title="拉坯" time={time} onGoTo={goTo} />);
  return goTo;
}

beforeEach(() => line.reset());

describe('notes of a lesson', () => {
  it('lead back to where they were written, and show what was written as it is', async () => {
    const goTo = show([note('a', 12, '先捏圆\n<b>慢</b>')]);
    await userEvent.click(await screen.findByRole('button', { name: '跳到 00:12', hidden: true }));
    expect(goTo).toHaveBeenCalledWith(12);
    expect(screen.getByText(/<b>慢<\/b>/)).toBeInTheDocument();
  });

  it('are written at the second where the film was', async () => {
    show([]);
    line.answer('POST /api/my/notes', note('a', 75, '手要稳'), 201);
    expect(await screen.findByText(/还没有笔记/)).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('记一条笔记'), '手要稳');
    await userEvent.click(screen.getByRole('button', { name: '记下来', hidden: true }));
    expect(line.asked.find(({ method }) => method === 'POST')?.body).toEqual({ lessonVersionId: 'lesson', position: 75, text: '手要稳' });
    expect(screen.getByLabelText('记一条笔记')).toHaveValue('');
  });

  it('are changed, and removed after a second press', async () => {
    show([note('a', 12, '先捏圆')]);
    line.answer('PATCH /api/my/notes/a', note('a', 12, '先揉再捏'));
    line.answer('DELETE /api/my/notes/a');
    await userEvent.click(await screen.findByRole('button', { name: '修改', hidden: true }));
    const field = screen.getByLabelText('修改这条笔记');
    await userEvent.clear(field);
    await userEvent.type(field, '先揉再捏');
    await userEvent.click(screen.getByRole('button', { name: '保存', hidden: true }));
    await userEvent.click(await screen.findByRole('button', { name: '删除', hidden: true }));
    expect(line.asked.some(({ method }) => method === 'DELETE')).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: '确认删除', hidden: true }));
    expect(line.asked.filter(({ method }) => method !== 'GET').map(({ method, body }) => [method, body])).toEqual([['PATCH', { text: '先揉再捏' }], ['DELETE', undefined]]);
  });
});
