import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';

import { renderPage } from '../../testing/render-page';

import { OrderingInput } from './ordering-input';
import type { AskedQuestion } from './question-input';

const question: AskedQuestion = {
  questionId: 'q1',
  kind: 'ordering',
  points: 10,
  stem: '把步骤排好',
  items: [
    { id: 'a', text: '拉坯' },
    { id: 'b', text: '烧成' },
  ],
  right: [],
  blanks: 0,
};

/** The question, and the order that was answered, if any. */
function Asked() {
  const [order, setOrder] = useState<string[]>([]);
  return (
    <>
      <OrderingInput question={question} order={order} onOrder={setOrder} />
      <output data-testid="answer">{order.join(' ')}</output>
    </>
  );
}

describe('putting things in order', () => {
  it('takes the order as it is shown for the answer, once somebody says so', async () => {
    renderPage(<Asked />);
    expect(screen.getByTestId('answer')).toHaveTextContent('');
    await userEvent.click(screen.getByRole('button', { name: '就是这个顺序' }));
    expect(screen.getByTestId('answer')).toHaveTextContent('a b');
    expect(screen.getByText('按现在的顺序作答。')).toBeVisible();
    expect(screen.queryByRole('button', { name: '就是这个顺序' })).not.toBeInTheDocument();
  });

  it('takes what was moved without being asked', async () => {
    renderPage(<Asked />);
    await userEvent.click(screen.getByRole('button', { name: '下移：拉坯' }));
    expect(screen.getByTestId('answer')).toHaveTextContent('b a');
    expect(screen.queryByRole('button', { name: '就是这个顺序' })).not.toBeInTheDocument();
  });
});
