import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { closesAt, creditYear } from '@xuexi/domain';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const THIS_YEAR = creditYear(Date.now());
const ME = { 'GET /api/me': () => someone('platform_admin'), 'GET /api/todo': () => NOTHING_WAITS };

const closing = (changes: Partial<Api['Closing']> = {}): Api['Closing'] => ({
  id: 'x1',
  year: THIS_YEAR,
  kind: 'preliminary',
  state: 'done',
  total: 2047,
  processed: 2047,
  shards: { total: 1, done: 1 },
  etaSeconds: null,
  meanCredits: '12.34',
  leaves: null,
  root: null,
  keyId: null,
  difference: null,
  statements: 2047,
  targetMet: 436,
  startedBy: '平台管理员',
  createdAt: '2026-11-22T06:00:00.000Z',
  finishedAt: '2026-11-22T06:01:00.000Z',
  ...changes,
});

const region = (regionId: string | null, name: string, statements: number, hasRegions = false) => ({ regionId, name, hasRegions, statements, targetMet: statements / 2, units: statements * 54_000, meanCredits: '0.50', before: null });

describe('the annual closing', () => {
  it('says before what will come of it: 预结算 of an open year, statements of a closed one', async () => {
    renderConsole('/closings', { ...ME, 'GET /api/closings': () => ({ items: [] }) });
    expect(await screen.findByText(new RegExp(`${creditYear(closesAt(THIS_YEAR))} 年 1 月 16 日零点封账。现在得到的是预结算`))).toBeVisible();
    expect(screen.getByText('还没有结算记录')).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText('结算年度'), String(THIS_YEAR - 2));
    expect(screen.getByText(`${THIS_YEAR - 2} 年的账目已经封账，这次得到的是正式的年度学分证明。`)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: `开始 ${THIS_YEAR - 2} 年结算` }));
    const dialog = screen.getByRole('dialog', { name: `开始 ${THIS_YEAR - 2} 年结算吗` });
    expect(within(dialog).getByText(/发出后不能收回/)).toBeVisible();
  });

  it('is not started by who steps back, and tries what was never tried first', async () => {
    const { calls } = renderConsole('/closings', { ...ME, 'GET /api/closings': () => ({ items: [] }) });
    await userEvent.click(await screen.findByRole('button', { name: '先试算' }));
    const dialog = screen.getByRole('dialog', { name: `开始 ${THIS_YEAR} 年试算吗` });
    expect(within(dialog).getByText(/学员看不到/)).toBeVisible();
    await userEvent.click(within(dialog).getByRole('button', { name: '取消' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(calls).not.toContain('POST /api/closings');
  });

  it('shows how far it is until it is done, and keeps its result', async () => {
    const steps = [closing({ state: 'running', processed: 1000, finishedAt: null }), closing()];
    let items: Api['Closing'][] = [];
    renderConsole('/closings', {
      ...ME,
      'GET /api/closings': () => {
        const step = items.length > 0 ? steps.shift() : undefined;
        if (step !== undefined) items = [step];
        return { items };
      },
      'POST /api/closings': () => {
        items = [closing({ state: 'queued', total: 0, processed: 0, finishedAt: null })];
        return items[0];
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: `开始 ${THIS_YEAR} 年预结算` }));
    await userEvent.click(screen.getByRole('button', { name: '开始预结算' }));
    expect(await screen.findByText(`${THIS_YEAR} 年预结算已开始，完成后记在下面的结算记录里。`)).toBeVisible();
    expect(await screen.findByText(/已算 1.000 \/ 2.047 人（48 %）/)).toBeVisible();
    expect(screen.getByRole('button', { name: `开始 ${THIS_YEAR} 年预结算` })).toBeDisabled();
    const history = await screen.findByRole('table', { name: '结算记录' });
    expect(within(history).getByRole('row', { name: /预结算\s*完成\s*2.047\s*436\s*21\.3/ })).toBeVisible();
  });

  it('says of a first one that it is, and of the next what it changed', async () => {
    const difference = { before: null, added: 109, changed: 0, gone: 0, unchanged: 0, unitsBefore: 0, unitsAfter: 0, creditsBefore: '0.00', creditsAfter: '120.50', targetMetBefore: 0, targetMetAfter: 36 };
    renderConsole('/closings', { ...ME, 'GET /api/closings': () => ({ items: [closing({ id: 'x2', difference: { ...difference, before: 'x1' } }), closing({ difference })] }) });
    expect(await screen.findByText('第一次结算')).toBeVisible();
    expect(screen.getAllByText(/新增 109/)).toHaveLength(1);
  });

  it('is started by who may; who may only read sees what came of it', async () => {
    const admin = someone('platform_admin');
    const reader = { ...admin, permissions: admin.permissions.filter((permission) => permission !== 'closing.run') };
    renderConsole('/closings', { ...ME, 'GET /api/me': () => reader, 'GET /api/closings': () => ({ items: [closing()] }) });
    expect(await screen.findByRole('table', { name: '结算记录' })).toBeVisible();
    expect(screen.queryByRole('heading', { name: '开始结算' })).not.toBeInTheDocument();
  });

  it('tells of one what came of it, the three figures together, and who changed', async () => {
    const difference = { before: 'x0', added: 1, changed: 2, gone: 0, unchanged: 2044, unitsBefore: 0, unitsAfter: 0, creditsBefore: '100.00', creditsAfter: '120.50', targetMetBefore: 430, targetMetAfter: 436 };
    renderConsole('/closings/x1', {
      ...ME,
      'GET /api/closings/x1': () => closing({ kind: 'final', root: 'ab'.repeat(32), keyId: 'cd'.repeat(32), leaves: 3, difference }),
      'GET /api/closings/x1/changes': () => ({ items: [{ personId: 'p1', name: '王*英', effect: 'changed', units: 1, credits: '20.00', targetMet: true, beforeUnits: 1, beforeCredits: '19.00', beforeTargetMet: false }], total: 1, page: 1, pageSize: 20 }),
      'GET /api/closings/x1/regions': ({ query }) => ({ items: query.get('regionId') === null ? [region('c1', '景德镇市', 37, true), region(null, '', 3)] : [region('d1', '珠山区', 30), region(null, '', 7)] }),
    });
    expect(await screen.findByText('新增 1 人，变动 2 人，不再计入 0 人，不变 2 044 人。', { normalizer: (text) => text.replaceAll(/\s/g, ' ') })).toBeVisible();
    expect(within(await screen.findByRole('table', { name: '哪些人有变化' })).getByRole('row', { name: /王\*英\s*变动\s*19.00\s*20.00\s*未达标\s*达标/ })).toBeVisible();
    const rows = async () => within(await screen.findByRole('table', { name: '各区域' })).getAllByRole('row').map((row) => row.textContent.replaceAll(/\s/g, ' '));
    expect(await rows()).toMatchObject([/^区域/, /^全部4020/, /^景德镇市37/, /^不在任何区域3/].map((text) => expect.stringMatching(text)));
    await userEvent.click(screen.getByRole('button', { name: '景德镇市' }));
    expect(await screen.findByText('只登记到景德镇市')).toBeVisible();
    expect(await rows()).toMatchObject([/^区域/, /^景德镇市37/, /^珠山区30/, /^只登记到景德镇市7/].map((text) => expect.stringMatching(text)));
    expect(screen.getByText('ab'.repeat(32))).toBeVisible();
  });

  it('tells of a trial by region what is and what would be', async () => {
    const before = { statements: 30, targetMet: 18, units: 37 * 27_000, meanCredits: '0.30' };
    const same = { statements: 4, targetMet: 2, units: 4 * 54_000, meanCredits: '0.50' };
    renderConsole('/closings/x1', {
      ...ME,
      'GET /api/closings/x1': () => closing({ kind: 'trial' }),
      'GET /api/closings/x1/regions': () => ({ items: [{ ...region('c1', '景德镇市', 36, true), before }, { ...region(null, '', 4), before: same }] }),
    });
    const table = within(await screen.findByRole('table', { name: '各区域' }));
    expect(table.getAllByRole('row').map((row) => row.textContent)).toMatchObject([/^区域/, /^全部34 → 4020/, /^景德镇市30 → 3618.*0\.3.* → 0\.5/, /^不在任何区域42/].map((text) => expect.stringMatching(text)));
    expect(screen.getByText(/箭头前是试算时有效的证明/)).toBeVisible();
  });

  it('compares nothing in a trial of a year of which nothing was stated', async () => {
    const before = { statements: 0, targetMet: 0, units: 0, meanCredits: '0.00' };
    renderConsole('/closings/x1', { ...ME, 'GET /api/closings/x1': () => closing({ kind: 'trial' }), 'GET /api/closings/x1/regions': () => ({ items: [{ ...region('c1', '景德镇市', 36, true), before }] }) });
    const table = within(await screen.findByRole('table', { name: '各区域' }));
    expect(table.queryByText(/→/)).not.toBeInTheDocument();
    expect(screen.getByText(/^试算时这里还没有有效的证明/)).toBeVisible();
  });

  it('says when the year is already being closed', async () => {
    renderConsole('/closings', { ...ME, 'GET /api/closings': () => ({ items: [] }), 'POST /api/closings': () => problem(409, 'closing_running') });
    await userEvent.click(await screen.findByRole('button', { name: `开始 ${THIS_YEAR} 年预结算` }));
    await userEvent.click(screen.getByRole('button', { name: '开始预结算' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('题：closing_running。解：closing_running');
  });
});
