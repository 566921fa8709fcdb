import { line } from '../../../testing/line';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../testing/render-page';

import { CreditEntryRow } from './credit-entry-row';

const entry = { id: 'entry', title: '拉坯', courseTitle: null, date: '2026-11-22', kind: 'lesson' as const, provisional: false, reversed: false, sequence: 1, units: 960, credits: '0.00' };

describe('an entry below 0.01', () => {
  beforeEach(() => line.reset());

  it('is said to be more than nothing, in its line and where it is explained', async () => {
    line.answer('GET /api/my/credits/entries/entry', { ...entry, calculation: '24 秒，按每 45 分钟 1 学分折算：0.008 学分，显示 0.00（合计时不先舍去）', rule: '每 45 分钟 1 学分', lesson: null, sittings: [{ device: '安卓手机 · 微信', from: '2026-03-10T01:00:00.000Z', to: '2026-03-10T01:02:00.000Z', seconds: 24 }], refusedSeconds: 9, refusals: [{ why: 'lease_taken', seconds: 9 }], cap: { credits: '4.00', beforeCredits: '1.20' }, reason: null, reverses: null, reversedBy: null, place: ['景德镇市', '珠山区', '新村街道', '新村社区'], policyVersion: '2026.1', hash: 'abc', previousHash: '', evidenceHash: '' });
    renderPage(<CreditEntryRow year={2026} entry={entry} />);
    expect(screen.getByText('不足 0.01')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '为什么：拉坯' }));
    expect(await screen.findByText('不足 0.01 学分，累计计入')).toBeInTheDocument();
    expect(screen.getByText('景德镇市 珠山区 新村街道 新村社区')).toBeInTheDocument();
    expect(screen.getByText('2026-03-10 09:00–09:02，安卓手机 · 微信，24 秒')).toBeInTheDocument();
    expect(screen.getByText('9 秒：另一台设备打开了播放，同一时间只记一份')).toBeInTheDocument();
    expect(screen.getByText('每天看课最多 4.00 学分，这一笔以前当天已有 1.20')).toBeInTheDocument();
  });
});

describe('an entry of another year that was taken back', () => {
  it('says both', () => {
    renderPage(<CreditEntryRow year={2025} entry={{ ...entry, reversed: true }} />);
    expect(screen.getByText(/2026 年 11 月 22 日/)).toBeInTheDocument();
    expect(screen.getByText('已更正')).toBeInTheDocument();
  });
});
