import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { syntheticIdNumber } from '@xuexi/domain';

import { NOTHING_WAITS, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const REGION: Api['Region'] = { id: 'r1', code: '360203001001', name: '新村社区', level: 'community', parentId: null, hasChildren: false };
const ME = {
  'GET /api/me': () => someone('region_admin'),
  'GET /api/todo': () => NOTHING_WAITS,
  'GET /api/regions': ({ query }: { query: URLSearchParams }) => ({ items: query.get('parentId') === 'r1' ? [] : [REGION] }),
};
const SLIP: Api['DeskSlip'] = { personId: 'p1', loginNumber: '26001234', temporaryPassword: 'abcd2345fg', phoneMasked: null };

const learner = (changes: Partial<Api['LearnerDetail']> = {}): Api['LearnerDetail'] => ({
  personId: 'p1',
  nameMasked: '王*',
  documentKind: 'resident_id',
  idNumberMasked: '360203********0019',
  verification: 'verified',
  registeredOn: '2026-03-10',
  state: 'active',
  stateOn: null,
  sex: 'female',
  age: 74,
  region: null,
  residences: [],
  organisation: null,
  memberships: [],
  accounts: [{ id: 'a1', phoneMasked: null, loginNumber: '26001234', passwordTemporary: false, secondFactor: false, staff: false, createdAt: '2026-03-10T01:00:00.000Z' }],
  claims: [],
  consents: [],
  merged: [],
  credits: { year: 2026, units: 0, credits: '0.00', provisionalCredits: '0.00', targetMet: false },
  ...changes,
});

describe('the desk', () => {
  it('finds by a number that stands in no address', async () => {
    const { calls } = renderConsole('/desk', { ...ME, 'POST /api/learners/search': () => ({ items: [] }) });
    await userEvent.type(await screen.findByLabelText('证件号码、手机号、学员号或姓名'), '13900000001{Enter}');
    expect(await screen.findByText('没有找到')).toBeVisible();
    expect(calls.join()).not.toContain('13900000001');
  });

  it('says of everything that is missing at once, and no longer of what has been put right', async () => {
    renderConsole('/desk/register', ME);
    await userEvent.click(await screen.findByRole('button', { name: '登记' }));
    expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual(['请填写证件号码', '请填写证件上的姓名', '请选到社区或村', '请先让本人看过说明并在纸上签字']);
    await userEvent.type(screen.getByLabelText('证件上的姓名'), '王秀英');
    expect(screen.getByLabelText('证件上的姓名')).toBeValid();
    expect(screen.getAllByRole('alert')).toHaveLength(3);
  });

  it('registers with the paper signed, and shows the slip', async () => {
    let sent: unknown;
    renderConsole('/desk/register', {
      ...ME,
      'POST /api/desk/registrations': ({ body }) => {
        sent = body;
        return { outcome: 'registered', personId: 'p1', slip: SLIP };
      },
    });
    const idNumber = syntheticIdNumber('360203', '1950-02-03', 12);
    await userEvent.type(await screen.findByLabelText('证件号码'), idNumber);
    expect(screen.getByText(/号码没有问题：女，/)).toBeVisible();
    await userEvent.type(screen.getByLabelText('证件上的姓名'), '王秀英');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: '所在社区或村' }), await screen.findByRole('option', { name: '新村社区' }));
    await userEvent.click(screen.getByRole('button', { name: '登记' }));
    expect(screen.getByRole('alert')).toHaveTextContent('在纸上签字');
    await userEvent.click(screen.getByRole('checkbox'));
    await userEvent.click(screen.getByRole('button', { name: '登记' }));
    const slip = await screen.findByRole('region', { name: '学习在线 登录条' });
    expect(slip).toHaveTextContent('26001234');
    expect(slip).toHaveTextContent('abcd2345fg');
    expect(sent).toMatchObject({ documentKind: 'resident_id', idNumber, regionId: 'r1', guardian: null, consentSigned: true });
  });

  it('recovers a login only once the document was seen', async () => {
    const { calls } = renderConsole('/learners/p1', { ...ME, 'GET /api/learners/p1': () => learner(), 'POST /api/learners/p1/recovery': () => SLIP });
    await userEvent.click(await screen.findByRole('button', { name: '恢复账号' }));
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.type(dialog.getByLabelText('原因'), '忘记密码');
    await userEvent.click(dialog.getByRole('button', { name: '发新的临时密码' }));
    expect(dialog.getByRole('alert')).toHaveTextContent('请先看过证件原件');
    expect(calls.some((call) => call.startsWith('POST'))).toBe(false);
    await userEvent.click(dialog.getByRole('checkbox'));
    await userEvent.click(dialog.getByRole('button', { name: '发新的临时密码' }));
    expect(await screen.findByRole('region', { name: '学习在线 登录条' })).toHaveTextContent('abcd2345fg');
  });

  it('moves to an organisation that was looked for, and to none', async () => {
    const sent: unknown[] = [];
    renderConsole('/learners/p1', {
      ...ME,
      'GET /api/learners/p1': () => learner({ organisation: { id: 'o1', name: '晓窑陶瓷合作社' } }),
      'GET /api/organisations/choices': ({ query }) => ({ items: query.get('q') === '小学' ? [{ id: 'o2', name: '新厂小学', kind: 'school', regionName: '珠山区' }] : [] }),
      'POST /api/learners/p1/organisation': ({ body }) => void sent.push(body),
    });
    const open = async () => {
      await userEvent.click(await screen.findByRole('button', { name: '变更单位' }));
      const dialog = within(screen.getByRole('dialog'));
      await userEvent.type(dialog.getByLabelText('原因'), '本人要求');
      return dialog;
    };
    const dialog = await open();
    await userEvent.click(dialog.getByRole('button', { name: '变更单位' }));
    expect(dialog.getByRole('alert')).toHaveTextContent('请先查找并选择单位');
    await userEvent.type(dialog.getByLabelText('单位名称里的字'), '小学{Enter}');
    await userEvent.selectOptions(dialog.getByLabelText('哪个单位'), await dialog.findByRole('option', { name: '新厂小学 · 珠山区' }));
    await userEvent.click(dialog.getByRole('button', { name: '变更单位' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    const again = await open();
    await userEvent.selectOptions(again.getByLabelText('哪个单位'), '没有单位');
    await userEvent.click(again.getByRole('button', { name: '变更单位' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(sent).toEqual([
      { organisationId: 'o2', reason: '本人要求' },
      { organisationId: null, reason: '本人要求' },
    ]);
  });

  it('says what a merge will do before it is done', async () => {
    renderConsole('/learners/p1/merge?with=p2', {
      ...ME,
      'GET /api/learners/p1': () => learner(),
      'GET /api/learners/p2': () => learner({ personId: 'p2', nameMasked: '张*' }),
      'GET /api/learners/p1/merge-preview': () => ({
        lessons: 2,
        reached: 0,
        carried: 2,
        doubles: 1,
        overLimit: 0,
        years: [{ year: 2025, keptUnits: 0, keptCredits: '10.00', absorbedUnits: 0, absorbedCredits: '11.00', mergedUnits: 0, mergedCredits: '20.50', restated: true }],
      }),
    });
    expect(await screen.findByText('转过来的学分记录 2 条')).toBeVisible();
    expect(screen.getByRole('table', { name: '各年学分' })).toHaveTextContent('202510.0011.0020.50出新版，旧版作废');
    expect(screen.getByText('张*')).toBeVisible();
  });
});
