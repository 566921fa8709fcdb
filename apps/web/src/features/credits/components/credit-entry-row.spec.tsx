import { line } from '../../../testing/line';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../testing/render-page';

import { CreditEntryRow } from './credit-entry-row';

const entry = { id: 'entry', title: '拉坯', courseTitle: null, date: '2026-11-22', kind: 'lesson' as const, provisional: false, sequence: 1, units: 960, credits: '0.00' };

describe('an entry below 0.01', () => {
  beforeEach(() => line.reset());

  it('is said to be more than nothing, in its line and where it is explained', async () => {
    line.answer('GET /api/my/credits/entries/entry', { ...entry, calculation: '24 秒 × 40 ÷ 108000 = 0.008 → 0.00（合计时不先舍去）', lesson: null, refusedSeconds: 0, place: ['景德镇市', '珠山区', '新村街道', '新村社区'], policyVersion: '2026.1', hash: 'abc', previousHash: '', evidenceHash: '' });
    renderPage(<CreditEntryRow entry={entry} />);
    expect(screen.getByText('不足 0.01')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '为什么：拉坯' }));
    expect(await screen.findByText('不足 0.01 学分，累计计入')).toBeInTheDocument();
    expect(screen.getByText('景德镇市 珠山区 新村街道 新村社区')).toBeInTheDocument();
  });
});
