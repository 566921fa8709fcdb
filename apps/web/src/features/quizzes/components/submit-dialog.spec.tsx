import { describe, expect, it, jest } from '@jest/globals';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../testing/render-page';

import { SubmitDialog } from './submit-dialog';

function show(left: number[]) {
  const onStay = jest.fn();
  renderPage(<SubmitDialog open left={left} total={5} submit={{ isPending: false, error: null }} onSubmit={jest.fn()} onStay={onStay} />);
  return onStay;
}

describe('handing a quiz in', () => {
  it('names the questions that are not answered, and leads to the first of them', async () => {
    const onStay = show([1, 3]);
    expect(screen.getByText('还有 2 题没有答。交卷以后答案不能再改。')).toBeVisible();
    expect(screen.getByText('没有答的是：第 2、4 题。')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '先去答第 2 题' }));
    expect(onStay).toHaveBeenCalledWith(1);
  });

  it('goes on where one was when everything is answered', async () => {
    const onStay = show([]);
    expect(screen.getByText('5 题都答了。交卷以后答案不能再改。')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '接着做' }));
    expect(onStay).toHaveBeenCalledWith();
  });
});
