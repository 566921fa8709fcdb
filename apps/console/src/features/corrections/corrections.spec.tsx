import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const NOTHING = { items: [], total: 0, page: 1, pageSize: 20 };
const found = {
  personId: 'p1', nameMasked: '王*英', verification: 'verified', region: null, organisationName: null, sex: 'female', age: 74, phoneMasked: '138****5678', idNumberMasked: null, loginNumber: null, registeredOn: '2026-03-02', state: 'active',
};
const correction = (changes: Partial<Api['CreditCorrection']> = {}): Api['CreditCorrection'] => ({
  id: 'c1', kind: 'grant', state: 'waiting', personId: 'p1', name: '王*英', entry: null, units: 324_000, credits: '3.00', date: '2026-11-20', year: 2026, title: '社区书画比赛一等奖', reason: '有获奖证书原件',
  document: { id: 'd1', name: '证书.pdf' }, needsSecond: true, limitCredits: '5.00', together: true, requestedBy: '李管理', requestedAt: '2026-11-22T01:30:00.000Z', decidedBy: null, decidedAt: null, decisionNote: null, mine: false, ...changes,
});
const HELD = { year: 2026, years: [2026], units: 0, credits: '0.00', provisionalUnits: 0, provisionalCredits: '0.00', asOf: '2026-11-22T06:00:00.000Z', entries: [] };
const limits = (from: string | null, secondAboveCredits: string) => ({ from, secondAboveCredits, attendance: { presencePercent: 75, dailyCredits: '4.50' } });
const ANSWERS = {
  'GET /api/me': () => someone('region_admin'),
  'GET /api/todo': () => NOTHING_WAITS,
  'GET /api/credit-corrections': () => NOTHING,
  'GET /api/credit-corrections/limits': () => ({ items: [limits(null, '5.00'), limits('2026-07-01', '2.50'), limits('2999-01-01', '8.00')] }),
  'GET /api/learners': () => ({ items: [found], nextCursor: null }),
  'POST /api/learners/search': () => ({ items: [] }),
};

describe('认定和更正', () => {
  it('tells what can be done, and leads from a name to the credits of the learner', async () => {
    renderConsole('/corrections', ANSWERS);
    for (const deed of ['认定学分', '更正一笔', '登记出勤']) expect(await screen.findByText(deed)).toBeVisible();
    await userEvent.type(screen.getByRole('textbox', { name: /姓名、学员号/ }), '王秀英');
    await userEvent.click(screen.getByRole('button', { name: '查找' }));
    expect(await screen.findByRole('link', { name: '王*英' })).toHaveAttribute('href', '/learners/p1/credits');
  });

  it('keeps numbers out of addresses, and says when nobody is found', async () => {
    const { calls } = renderConsole('/corrections', ANSWERS);
    await userEvent.type(await screen.findByRole('textbox', { name: /姓名、学员号/ }), '13800000000');
    await userEvent.click(screen.getByRole('button', { name: '查找' }));
    expect(await screen.findByText(/没有找到。姓名要填全名/)).toBeVisible();
    expect(calls).toContain('POST /api/learners/search');
    expect(calls).not.toContain('GET /api/learners');
  });

  it('says who may decide what it is about, on which paper, and why one person is not enough', async () => {
    const items = [correction(), correction({ id: 'c2', name: '张*', units: -648_000, credits: '-6.00', kind: 'reversal', limitCredits: '2.50', together: false })];
    renderConsole('/corrections', { ...ANSWERS, 'GET /api/credit-corrections': () => ({ ...NOTHING, items, total: 2 }) });
    await userEvent.click(await screen.findByRole('button', { name: '同意王*英的申请' }));
    const dialog = within(screen.getByRole('dialog', { name: '同意这份申请' }));
    for (const fact of ['王*英', '认定 · 社区书画比赛一等奖', '3.00（2026 年）', '2026-11-20', '有获奖证书原件', '这位管理员 30 天内给这个人的认定和更正合计超过 5 学分']) expect(dialog.getByText(fact)).toBeVisible();
    expect(dialog.getByText(/^李管理，.*09:30/)).toBeVisible();
    expect(dialog.getByRole('link', { name: '证书.pdf' })).toHaveAttribute('href', '/api/credit-documents/d1');
    await userEvent.click(dialog.getByRole('button', { name: '取消' }));
    await userEvent.click(screen.getByRole('button', { name: '退回张*的申请' }));
    expect(within(screen.getByRole('dialog', { name: '退回这份申请' })).getByText('超过 2.5 学分，要另一位管理员复核')).toBeVisible();
  });

  it('says from how many credits on a second person must agree, by the policy in force', async () => {
    renderConsole('/corrections', ANSWERS);
    expect(await screen.findByText(/^认定、更正超过 2.5 学分/)).toBeVisible();
    expect(screen.getByText(/^超过 2.5 学分的认定和更正会到这里/)).toBeVisible();
  });

  it('says it by the policy of the date that a grant bears', async () => {
    renderConsole('/learners/p1/credits', { ...ANSWERS, 'GET /api/learners/p1': () => found, 'GET /api/learners/p1/credits': () => HELD });
    await userEvent.click(await screen.findByRole('button', { name: '认定学分' }));
    const dialog = within(screen.getByRole('dialog', { name: '认定学分' }));
    expect(await dialog.findByText(/^不超过 2.5 学分/)).toBeVisible();
    fireEvent.change(dialog.getByLabelText(/^日期/), { target: { value: '2026-06-30' } });
    expect(dialog.getByText(/^不超过 5 学分/)).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: '取消' }));
    await userEvent.click(screen.getByRole('button', { name: '登记出勤' }));
    expect(await screen.findByText('在场满 75% 并签退的，按学时记学分。每天最多 4.5 学分，超过的不记。')).toBeVisible();
  });

  it('says how long ago a learner objected', async () => {
    const appealed = (id: string, minutes: number) => ({
      id, state: 'open', text: '我上过这节课', createdAt: new Date(Date.now() - minutes * 60_000 - 1000).toISOString(), answer: null, answeredBy: null, answeredAt: null, mine: false, correction: correction(),
    });
    renderConsole('/corrections?part=appeals', { ...ANSWERS, 'GET /api/credit-appeals': () => ({ ...NOTHING, items: [appealed('a1', 0), appealed('a2', 5)], total: 2 }) });
    expect(await screen.findByText('刚刚提出')).toBeVisible();
    expect(screen.getByText('5 分钟前提出')).toBeVisible();
  });
});

/** A transfer whose file is read when the test says so. */
function aTransfer(title: string): { file: File; read: () => void } {
  const document = { kind: 'xuexi-transfer/1', issuer: 'jxou', id: 'A-17', to: '26000001', units: 162_000, date: '2026-11-09', title };
  const { promise, resolve } = Promise.withResolvers<string>();
  const text = JSON.stringify({ document, signature: '0'.repeat(128) });
  const file = Object.assign(new File([text], `${title}.json`, { type: 'application/json' }), { text: () => promise });
  return { file, read: () => resolve(text) };
}

describe('可转入的平台', () => {
  it.each([
    ['none is registered', [], true],
    ['all have ended', [{ id: 'jxou', name: '开放大学', publicKey: 'x', createdAt: '2026-11-01T00:00:00.000Z', endedAt: '2026-11-02T00:00:00.000Z' }], true],
    ['one is', [{ id: 'jxou', name: '开放大学', publicKey: 'x', createdAt: '2026-11-01T00:00:00.000Z', endedAt: null }], false],
  ])('lets nobody choose a document unless a platform is registered: %s', async (_standing, items, isNowhere) => {
    renderConsole('/learners/p1/credits', { ...ANSWERS, 'GET /api/learners/p1': () => found, 'GET /api/learners/p1/credits': () => HELD, 'GET /api/transfer-issuers': () => ({ items }) });
    await userEvent.click(await screen.findByRole('button', { name: '转入学分' }));
    const dialog = within(screen.getByRole('dialog', { name: '转入学分' }));
    if (isNowhere) expect(await dialog.findByText('还没有可转入的平台，请平台管理员先登记。')).toBeVisible();
    expect(dialog.getByLabelText('转入文件', { selector: 'input' })).toHaveProperty('disabled', isNowhere);
  });

  it('shows of two files that are chosen one after the other the later one, whichever is read first', async () => {
    const active = { id: 'jxou', name: '开放大学', publicKey: 'x', createdAt: '2026-11-01T00:00:00.000Z', endedAt: null };
    renderConsole('/learners/p1/credits', { ...ANSWERS, 'GET /api/learners/p1': () => found, 'GET /api/learners/p1/credits': () => HELD, 'GET /api/transfer-issuers': () => ({ items: [active] }) });
    await userEvent.click(await screen.findByRole('button', { name: '转入学分' }));
    const dialog = within(screen.getByRole('dialog', { name: '转入学分' }));
    const input = await dialog.findByLabelText('转入文件', { selector: 'input:enabled' });
    const [slow, quick, other] = [aTransfer('慢慢读的'), aTransfer('后来选的'), aTransfer('第三份')];
    for (const { file } of [slow, quick]) fireEvent.change(input, { target: { files: [file] } });
    await act(async () => quick.read());
    expect(dialog.getByText('后来选的')).toBeVisible();
    await act(async () => slow.read());
    expect(dialog.getByText('后来选的')).toBeVisible();
    expect(dialog.queryByText('慢慢读的')).not.toBeInTheDocument();
    fireEvent.change(input, { target: { files: [other.file] } });
    expect(dialog.queryByText('后来选的')).not.toBeInTheDocument();
    expect(dialog.queryByText(/这不是转入文件/)).not.toBeInTheDocument();
    await act(async () => other.read());
    expect(dialog.getByText('第三份')).toBeVisible();
  });

  it('marks every field that is empty', async () => {
    const { calls } = renderConsole('/transfers?part=issuers', { ...ANSWERS, 'GET /api/me': () => someone('platform_admin'), 'GET /api/transfer-issuers': () => ({ items: [] }) });
    await userEvent.click(await screen.findByRole('button', { name: '登记平台' }));
    const dialog = within(screen.getByRole('dialog', { name: '登记平台' }));
    await userEvent.click(dialog.getByRole('button', { name: '登记' }));
    for (const name of ['平台名称', '平台编号', '公钥']) expect(dialog.getByRole('textbox', { name })).toBeInvalid();
    await userEvent.type(dialog.getByRole('textbox', { name: '平台编号' }), 'jxou');
    await userEvent.click(dialog.getByRole('button', { name: '登记' }));
    expect(dialog.getByRole('textbox', { name: '平台编号' })).toBeValid();
    expect(dialog.getByRole('textbox', { name: '公钥' })).toBeInvalid();
    expect(calls).not.toContain('POST /api/transfer-issuers');
  });
});
