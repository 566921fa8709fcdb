import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const STREET: Api['RegionPlace'] = { id: 's1', name: '新厂街道', level: 'street', names: ['景德镇市', '珠山区', '新厂街道'] };
const ME = { 'GET /api/me': () => someone('region_admin'), 'GET /api/todo': () => NOTHING_WAITS, 'GET /api/regions': () => ({ items: [] }) };

const grant = (changes: Partial<Api['RoleGrant']> = {}): Api['RoleGrant'] => ({
  id: 'g1',
  accountId: 'a1',
  displayName: '小陈',
  nameMasked: '陈*',
  role: 'clerk',
  region: STREET,
  state: 'current',
  validFrom: '2026-03-09T16:00:00.000Z',
  validTo: '2026-12-31T16:00:00.000Z',
  grantedBy: '王主任',
  grantedAt: '2026-03-10T01:00:00.000Z',
  revokedBy: null,
  reason: '街道来函',
  mayEnd: true,
  ...changes,
});
const page = (...items: Api['RoleGrant'][]): Api['RoleGrantPage'] => ({ items, total: items.length, page: 1, pageSize: 50 });

describe('the page of roles', () => {
  it('says who holds what, where, until which day and why', async () => {
    renderConsole('/roles', { ...ME, 'GET /api/role-grants': () => page(grant(), grant({ id: 'g2', validTo: null, mayEnd: false })) });
    const [, first, second] = within(await screen.findByRole('table', { name: '角色授权' })).getAllByRole('row');
    expect(first).toHaveTextContent(/陈\*（小陈）窗口工作人员景德镇市 珠山区 新厂街道有效2026 年 3 月 10 日至\s?2026 年 12 月 31 日街道来函王主任收回/);
    expect(second).toHaveTextContent('不设结束日期');
    expect(within(second!).queryByRole('button')).not.toBeInTheDocument();
  });

  it('ends a grant after a question', async () => {
    const { calls } = renderConsole('/roles', { ...ME, 'GET /api/role-grants': () => page(grant()), 'DELETE /api/role-grants/g1': () => null });
    await userEvent.click(await screen.findByRole('button', { name: '收回' }));
    expect(screen.getByRole('dialog')).toHaveTextContent('下一次操作就不再有这个角色的权限');
    await userEvent.click(screen.getByRole('button', { name: '收回授权' }));
    expect(calls).toContain('DELETE /api/role-grants/g1');
  });

  it('shows who ended what is over', async () => {
    renderConsole('/roles?state=ended', {
      ...ME,
      'GET /api/role-grants': ({ query }) => page(grant({ state: query.get('state') as 'ended', revokedBy: '李主任', mayEnd: false })),
    });
    expect(await screen.findByText('由李主任收回')).toBeVisible();
  });

  it('gives a role to whoever the number belongs to, and says what it may do', async () => {
    let sent: unknown;
    renderConsole('/roles', {
      ...ME,
      'GET /api/role-grants': () => page(),
      'POST /api/role-candidates': ({ body }) =>
        (body as { number: string }).number === '13900000001' ? { accountId: 'a1', displayName: '小陈', nameMasked: '陈*', region: STREET, isCaller: false } : problem(404, 'not_found'),
      'POST /api/role-grants': ({ body }) => {
        sent = body;
        return grant();
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: '授予角色' }));
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: '授予' }));
    expect(dialog.getByText('请先查找并选定一个人。')).toBeVisible();
    await userEvent.type(dialog.getByLabelText('手机号或学员号'), '13900000002');
    await userEvent.click(dialog.getByRole('button', { name: '查找' }));
    expect(await dialog.findByText(/没有这个账号/)).toBeVisible();
    await userEvent.clear(dialog.getByLabelText('手机号或学员号'));
    await userEvent.type(dialog.getByLabelText('手机号或学员号'), '13900000001{Enter}');
    expect(await dialog.findByText('陈*（小陈），景德镇市 珠山区 新厂街道')).toBeVisible();
    await userEvent.selectOptions(dialog.getByLabelText('角色'), '窗口工作人员');
    expect(dialog.getByText('在窗口登记居民')).toBeVisible();
    expect(dialog.queryByRole('option', { name: '平台管理员' })).not.toBeInTheDocument();
    await userEvent.type(dialog.getByLabelText('理由'), '街道来函');
    await userEvent.click(dialog.getByRole('button', { name: '授予' }));
    expect(await screen.findByText('已授予：陈*，窗口工作人员，景德镇市 珠山区 新厂街道。')).toBeVisible();
    expect(sent).toMatchObject({ accountId: 'a1', role: 'clerk', regionId: someone().person.region!.id, validTo: null, reason: '街道来函' });
  });

  it('does not offer one’s own account', async () => {
    renderConsole('/roles', {
      ...ME,
      'GET /api/role-grants': () => page(),
      'POST /api/role-candidates': () => ({ accountId: 'me', displayName: '我', nameMasked: '王*', region: null, isCaller: true }),
    });
    await userEvent.click(await screen.findByRole('button', { name: '授予角色' }));
    await userEvent.type(screen.getByLabelText('手机号或学员号'), '13900000001{Enter}');
    expect(await screen.findByText(/不能给自己授权/)).toBeVisible();
  });
});
