import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const night = (changes: Partial<Api['Reconciliation']> = {}): Api['Reconciliation'] => ({
  date: '2026-11-22',
  state: 'done',
  persons: 1203,
  entries: 24060,
  differences: 0,
  checks: [
    { name: 'chains', compared: 1203, differences: 0 },
    { name: 'evidence', compared: 24060, differences: 0 },
    { name: 'balances', compared: 1900, differences: 0 },
    { name: 'statements', compared: 800, differences: 0 },
    { name: 'roots', compared: 31, differences: 0 },
  ],
  startedAt: '2026-11-21T18:00:03.000Z',
  finishedAt: '2026-11-21T18:00:41.000Z',
  ...changes,
});

const alarm: Api['Alarm'] = {
  id: 'a1',
  kind: 'evidence_unposted',
  name: '学完了却没有入账',
  advice: '请查看重算结果；确认后由两人办理认定。',
  subjectId: 'lesson:p1:l1',
  details: { personId: 'p1', year: 2026, recomputed: 36000 },
  times: 2,
  raisedAt: '2026-11-21T18:00:40.000Z',
  lastRaisedAt: '2026-11-22T18:00:40.000Z',
  resolvedAt: null,
  resolution: null,
};

const root: Api['CreditRoot'] = { date: '2026-11-21', entries: 812, root: 'ab'.repeat(32), evidence: 830, evidenceRoot: 'cd'.repeat(32), previousHash: '0'.repeat(64), keyId: 'ef'.repeat(32), signature: '12'.repeat(64), signedAt: '2026-11-21T16:15:00.000Z' };

const BASE = {
  'GET /api/me': () => someone('platform_admin'),
  'GET /api/todo': () => NOTHING_WAITS,
  'GET /api/ledger/reconciliations': () => ({ items: [night()] }),
  'GET /api/ledger/alarms': () => ({ open: 0, items: [] }),
  'GET /api/public/credit-roots': () => ({ keyId: root.keyId, keys: [], items: [root] }),
};

describe('the check of the ledger', () => {
  it('says that everything agrees, what was compared, and the fingerprint of each day', async () => {
    const user = userEvent.setup();
    renderConsole('/ledger', BASE);
    expect(await screen.findByText(/^2026-11-22 核对 1.203 人，对得上。$/)).toBeVisible();
    expect(screen.getByText('学分、学习记录、合计、年度证明、签名对得上。')).toBeVisible();
    expect(screen.getByRole('row', { name: /每条学分能否由学习记录重新算出 24\D?060 条 0/ })).toBeVisible();
    expect(await screen.findByText('没有警报')).toBeVisible();
    const days = await screen.findByRole('table', { name: '每日签名' });
    expect(within(days).getByRole('link', { name: '2026-11-21' })).toHaveAttribute('href', '/api/public/credit-roots/2026-11-21');
    await user.click(within(days).getByRole('button', { name: '复制指纹' }));
    expect(await within(days).findByRole('button', { name: '已复制' })).toBeVisible();
  });

  it('lists what somebody must look at, and closes it with a reason', async () => {
    let open = [alarm];
    const { calls } = renderConsole('/ledger', {
      ...BASE,
      'GET /api/ledger/reconciliations': () => ({ items: [night({ differences: 1 })] }),
      'GET /api/ledger/alarms': () => ({ open: open.length, items: open }),
      'POST /api/ledger/alarms/a1/resolution': () => {
        open = [];
        return undefined;
      },
    });
    expect(await screen.findByText('有 1 处对不上')).toBeVisible();
    expect(await screen.findByRole('heading', { name: '学完了却没有入账 发现 2 次' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '标记为已处理' }));
    const dialog = screen.getByRole('dialog', { name: '标记为已处理' });
    await userEvent.type(within(dialog).getByLabelText('处理结果'), '补办了认定');
    await userEvent.click(within(dialog).getByRole('button', { name: '标记为已处理' }));
    expect(await screen.findByText('没有警报')).toBeVisible();
    expect(calls).toContain('POST /api/ledger/alarms/a1/resolution');
  });

  it('says of what was not compared that it was not', async () => {
    const checks = night().checks.map((check) => (check.name === 'roots' ? { ...check, compared: 0 } : check));
    renderConsole('/ledger', { ...BASE, 'GET /api/ledger/reconciliations': () => ({ items: [night({ persons: 22, checks })] }) });
    expect(await screen.findByText('2026-11-22 核对 22 人，学分、学习记录、合计、年度证明对得上。签名还没有核对过，每天凌晨核对一次。')).toBeVisible();
    expect(await screen.findByText('学分、学习记录、合计、年度证明对得上。签名还没有核对过，每天凌晨核对一次。')).toBeVisible();
  });

  it('says what to see to where no night was compared yet', async () => {
    renderConsole('/ledger', { ...BASE, 'GET /api/ledger/reconciliations': () => ({ items: [] }), 'GET /api/public/credit-roots': () => ({ keyId: root.keyId, keys: [], items: [] }) });
    expect(await screen.findByText('还没有核对过')).toBeVisible();
    expect(await screen.findByText('还没有核对过，每天凌晨核对一次。')).toBeVisible();
    expect(await screen.findByText('还没有签过名')).toBeVisible();
  });
});
