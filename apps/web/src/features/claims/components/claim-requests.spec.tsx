import { line } from '../../../testing/line';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../testing/render-page';

import { ClaimRequests } from './claim-requests';

const REQUEST = { id: '01900000-0000-7000-8000-00000000000c', displayNameMasked: '小*', region: '新村社区', submittedAt: '2026-11-20T03:00:00.000Z' };

beforeEach(() => line.reset());

describe('requests for one’s own document', () => {
  it.each([
    ['是本人，合并', 'confirmation'],
    ['不是本人', 'refusal'],
  ])('are answered by %s, and are gone afterwards', async (button, answer) => {
    line.answer('GET /api/me/claim-requests', { items: [REQUEST] });
    line.answer(`POST /api/me/claim-requests/${REQUEST.id}/${answer}`);
    renderPage(<ClaimRequests />);
    expect(await screen.findByText(/2026 年 11 月 20 日，新村社区的“小\*”也提交了同一张证件/)).toBeInTheDocument();
    line.answer('GET /api/me/claim-requests', { items: [] });
    await userEvent.click(screen.getByRole('button', { name: button }));
    await waitFor(() => expect(screen.queryByRole('status')).not.toBeInTheDocument());
  });
});
