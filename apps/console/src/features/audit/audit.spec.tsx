import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const ME = { 'GET /api/me': () => someone('region_admin'), 'GET /api/todo': () => NOTHING_WAITS };

const entry = (sequence: number, changes: Partial<Api['AuditEntry']> = {}): Api['AuditEntry'] => ({
  sequence,
  at: '2026-11-22T06:00:00.000Z',
  action: 'person.reveal',
  actionName: '查看完整证件信息',
  actor: { accountId: '01900000-0000-7000-8000-0000000000a1', displayName: '陈管理员' },
  subject: { kind: 'person', id: '01900000-0000-7000-8000-0000000000b1', name: '王*' },
  region: ['景德镇市', '珠山区', '新村街道'],
  address: '192.0.2.7',
  device: 'Firefox',
  reason: '核对证件',
  details: { documentKind: 'passport', secondFactor: true, novel: { at: '2026-11-22T06:00:00.000Z' } },
  ...changes,
});

/** The console at `url` over these pages; what was asked for, in order. */
function open(url: string, pages: Api['AuditPage'][]): string[] {
  const asked: string[] = [];
  renderConsole(url, {
    ...ME,
    'GET /api/audit': ({ query }) => {
      asked.push(query.toString());
      return pages[Math.min(asked.length, pages.length) - 1];
    },
  });
  return asked;
}

describe('the audit log', () => {
  it('shows who did what, on whom and why, and the rest of one entry', async () => {
    open('/audit', [{ items: [entry(7), entry(5, { subject: { kind: 'person', id: 'b2', name: null } }), entry(6, { actor: null, actionName: '更换主密钥', subject: null, region: null, reason: null, details: {} })], next: null }]);
    const table = await screen.findByRole('table', { name: '记录' });
    expect(within(table).getByRole('row', { name: /2026-11-22 14:00 陈管理员 查看完整证件信息 学员 王\* 新村街道 核对证件/ })).toBeVisible();
    expect(within(table).getByRole('row', { name: /平台自动 更换主密钥 – 全平台 –/ })).toBeVisible();
    expect(within(table).getByRole('cell', { name: '学员（未实名）' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '第 7 条的详情' }));
    const dialog = screen.getByRole('dialog', { name: '查看完整证件信息' });
    for (const text of ['景德镇市 / 珠山区 / 新村街道', '192.0.2.7', 'Firefox', '证件种类：护照', '输入了动态验证码：是', '生效时间：2026-11-22 14:00']) expect(within(dialog).getByText(text)).toBeVisible();
  });

  it('is searched by day and by kind of act', async () => {
    const asked = open('/audit', [{ items: [entry(7)], next: null }]);
    await screen.findByRole('table');
    await userEvent.type(screen.getByLabelText('开始日期'), '2026-11-01');
    await userEvent.type(screen.getByLabelText('结束日期'), '2026-11-22');
    await userEvent.click(screen.getByRole('link', { name: '查询' }));
    await userEvent.selectOptions(screen.getByLabelText('操作'), '区域更名');
    await screen.findByRole('link', { name: '清除条件' });
    expect(asked).toEqual(['', 'from=2026-11-01&to=2026-11-22', 'from=2026-11-01&to=2026-11-22&action=region.rename']);
  });

  it('is narrowed to who did it, and back', async () => {
    const asked = open('/audit', [{ items: [entry(7)], next: null }]);
    await userEvent.click(await screen.findByRole('button', { name: '第 7 条的详情' }));
    await userEvent.click(screen.getByRole('link', { name: '只看这个操作人' }));
    expect(await screen.findByText('操作人：陈管理员')).toBeVisible();
    expect(asked.at(-1)).toBe('accountId=01900000-0000-7000-8000-0000000000a1');
    await userEvent.click(screen.getByRole('link', { name: '清除条件' }));
    expect(screen.queryByText('操作人：陈管理员')).not.toBeInTheDocument();
  });

  it('goes back in time page by page', async () => {
    const asked = open('/audit?action=person.reveal', [{ items: [entry(7)], next: 7 }, { items: [entry(2)], next: null }]);
    await userEvent.click(await screen.findByRole('link', { name: '更早的记录' }));
    expect(await screen.findByRole('button', { name: '第 2 条的详情' })).toBeVisible();
    expect(asked).toEqual(['action=person.reveal', 'action=person.reveal&before=7']);
    expect(screen.queryByRole('link', { name: '更早的记录' })).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: '回到最新' })).toHaveAttribute('href', '/audit?action=person.reveal');
  });

  it('says when nothing was found, or the question was refused', async () => {
    open('/audit?from=2030-01-01', [{ items: [], next: null }]);
    expect(await screen.findByText('没有这样的记录')).toBeVisible();
  });

  it('says what was wrong with a search', async () => {
    renderConsole('/audit?accountId=x', { ...ME, 'GET /api/audit': () => problem(400, 'invalid_input') });
    expect(await screen.findByRole('alert')).toHaveTextContent('题：invalid_input');
  });

  it('is for who holds the permission', async () => {
    renderConsole('/audit', { ...ME, 'GET /api/me': () => someone('clerk') });
    expect(await screen.findByText('这一页需要另外的权限')).toBeVisible();
    expect(screen.queryByRole('link', { name: '操作记录' })).not.toBeInTheDocument();
  });
});
