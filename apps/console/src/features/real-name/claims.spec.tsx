import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const STREET: Api['RegionPlace'] = { id: 's1', name: '新村街道', level: 'street', names: ['景德镇市', '珠山区', '新村街道'] };
const ME = { 'GET /api/me': () => someone('region_admin'), 'GET /api/todo': () => ({ ...NOTHING_WAITS, realNamesWaiting: 3 }) };

const claim = (changes: Partial<Api['RealNameClaim']> = {}): Api['RealNameClaim'] => ({
  id: 'c1',
  personId: 'p1',
  state: 'pending',
  documentKind: 'resident_id',
  nameMasked: '欧*',
  numberMasked: '360203********2688',
  age: 68,
  sex: 'female',
  region: STREET,
  submittedAt: '2026-03-10T01:00:00.000Z',
  check: 'none',
  guardianConsent: 'not_needed',
  conflict: null,
  decidedAt: null,
  rejection: null,
  ...changes,
});
const page = (...items: Api['RealNameClaim'][]): Api['RealNameClaimPage'] => ({ items, nextCursor: null, pending: items.length });
const QUEUE = 'GET /api/real-name-claims';

describe('the queue of real-name claims', () => {
  it('says of each what is to be heeded, and offers no approval of what cannot be approved', async () => {
    const near = { person: { id: 'p9', nameMasked: '王*', region: STREET } };
    renderConsole('/real-names', {
      ...ME,
      [QUEUE]: () => page(claim(), claim({ id: 'c2', conflict: near }), claim({ id: 'c3', conflict: { person: null } }), claim({ id: 'c4', age: 13, guardianConsent: 'missing' })),
    });
    const [, clear, held, far, child] = within(await screen.findByRole('table', { name: '实名申请' })).getAllByRole('row');
    expect(clear).toHaveTextContent(/欧\*居民身份证360203\*{8}268868女/);
    expect(held).toHaveTextContent('同一证件已有登记王*，珠山区 新村街道。');
    expect(within(held!).getByRole('link', { name: '去合并' })).toHaveAttribute('href', expect.stringMatching(/\/learners\/.+\/merge$/));
    expect(far).toHaveTextContent('登记在别的区域，需要到窗口核对。');
    expect(child).toHaveTextContent('不满 14 岁，还没有监护人同意');
    expect(within(clear!).getByRole('button', { name: '通过' })).toBeVisible();
    for (const row of [held!, far!, child!]) {
      expect(within(row).queryByRole('button', { name: '通过' })).not.toBeInTheDocument();
      expect(within(row).queryByRole('checkbox')).not.toBeInTheDocument();
    }
    expect(screen.getByRole('link', { name: /实名核对.*3/ })).toBeVisible();
  });

  it('approves after a question', async () => {
    const { calls } = renderConsole('/real-names', { ...ME, [QUEUE]: () => page(claim()), 'POST /api/real-name-claims/c1/approval': () => claim({ state: 'verified' }) });
    await userEvent.click(await screen.findByRole('button', { name: '通过' }));
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('欧*，360203********2688');
    await userEvent.click(within(dialog).getByRole('button', { name: '通过' }));
    expect(calls).toContain('POST /api/real-name-claims/c1/approval');
  });

  it('says in the dialog why an approval was refused', async () => {
    renderConsole('/real-names', { ...ME, [QUEUE]: () => page(claim()), 'POST /api/real-name-claims/c1/approval': () => problem(409, 'claim_decided') });
    await userEvent.click(await screen.findByRole('button', { name: '通过' }));
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '通过' }));
    expect(await within(screen.getByRole('dialog')).findByText(/题：claim_decided/)).toBeVisible();
  });

  it('sends back with a reason, and asks for one', async () => {
    let sent: unknown;
    renderConsole('/real-names', {
      ...ME,
      [QUEUE]: () => page(claim()),
      'POST /api/real-name-claims/c1/rejection': ({ body }) => {
        sent = body;
        return claim({ state: 'rejected' });
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: '退回' }));
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: '退回' }));
    expect(dialog.getByText('请选择退回的原因。')).toBeVisible();
    await userEvent.selectOptions(dialog.getByLabelText('退回的原因'), 'at_desk');
    await userEvent.type(dialog.getByLabelText('说明'), '照片不清');
    await userEvent.click(dialog.getByRole('button', { name: '退回' }));
    expect(sent).toEqual({ reason: 'at_desk', note: '照片不清' });
  });

  it('approves several at once and says which could not be', async () => {
    let sent: unknown;
    renderConsole('/real-names', {
      ...ME,
      [QUEUE]: () => page(claim(), claim({ id: 'c2', nameMasked: '王*' })),
      'POST /api/real-name-claims/approvals': ({ body }) => {
        sent = body;
        return { approved: ['c1'], refused: [{ id: 'c2', code: 'identity_held', title: '同一证件已有登记' }] };
      },
    });
    await userEvent.click(await screen.findByLabelText('选中欧*的申请'));
    await userEvent.click(screen.getByLabelText('选中王*的申请'));
    await userEvent.click(screen.getByRole('button', { name: '通过选中的 2 份' }));
    await userEvent.click(screen.getByRole('button', { name: '全部通过' }));
    expect(await screen.findByText('1 份没有通过：同一证件已有登记')).toBeVisible();
    expect(sent).toEqual({ ids: ['c1', 'c2'] });
  });

  it('says when nothing waits', async () => {
    renderConsole('/real-names', { ...ME, [QUEUE]: () => page() });
    expect(await screen.findByText('没有等着核对的申请')).toBeVisible();
  });
});
