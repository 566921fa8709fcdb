import { line } from '../../testing/line';

import { afterEach, describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';

import { renderPage } from '../../testing/render-page';

import { NoticeList } from './components/notice-list';

const at = '2026-11-22T06:00:00.000Z';
const course = { courseId: 'c1', courseTitle: '青花入门' };
const corrected = { correctionId: 'k1', year: 2026, units: 108_000, credits: '1.00' };
/** One of each kind, in the order of the table of kinds; a transfer is a grant without a correction. */
const NOTICES = [
  { kind: 'credit_granted', ...corrected },
  { kind: 'credit_granted', ...corrected, correctionId: null },
  { kind: 'credit_reversed', ...corrected, units: -108_000, credits: '-1.00' },
  { kind: 'appeal_answered', correctionId: 'k1', upheld: true },
  { kind: 'statement_issued', year: 2025 },
  { kind: 'statement_replaced', year: 2025, version: 2, reason: '更正' },
  { kind: 'quiz_marked', ...course, points: 48, maxPoints: 50, passed: true },
  { kind: 'course_withdrawn', ...course },
  { kind: 'course_new_version', ...course },
].map((notice, i) => ({ id: `n${i}`, createdAt: at, read: i > 0, ...notice })) as Api['Notice'][];

afterEach(() => line.reset());

describe('messages', () => {
  it('have a short title each, and say in words which are not read yet', async () => {
    line.answer('GET /api/my/notices', { items: NOTICES, total: NOTICES.length, page: 1, pageSize: 20 });
    line.answer('POST /api/my/notices/read', { unread: 0 });
    renderPage(<NoticeList />);
    const titles = await screen.findAllByRole('heading', { level: 2 });
    expect(titles.map((title) => title.textContent.trim())).toEqual(['学分认定 未读', '学分转入', '学分更正', '申诉答复', '年度学分证明', '学分证明换版', '测验成绩', '课程下架', '课程有新版本']);
    expect(within(screen.getAllByRole('listitem')[2]!).getByText(/^2026 年有一笔学分更正了，减去 1.00 学分。/)).toBeVisible();
    expect(within(screen.getAllByRole('listitem')[6]!).getByText(/《青花入门》的测验批改好了：48 分/)).toBeVisible();
  });
});
