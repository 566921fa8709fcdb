import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';

import { NOTHING_WAITS, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

import { addressOf, parseAddress, SEXES, STATES, VERIFICATIONS } from './learner-address';

const ME = { 'GET /api/me': () => someone('clerk'), 'GET /api/todo': () => NOTHING_WAITS, 'GET /api/regions': () => ({ items: [] }) };

const learner = (changes: Partial<Api['ListedLearner']> = {}): Api['ListedLearner'] => ({
  personId: 'p1',
  nameMasked: '王*',
  idNumberMasked: '360203********0019',
  phoneMasked: '139****0001',
  loginNumber: '26000001',
  verification: 'verified',
  state: 'active',
  sex: 'female',
  age: 74,
  region: null,
  organisationName: '新厂小学',
  registeredOn: '2026-03-10',
  ...changes,
});

describe('the page of learners', () => {
  it('leads page by page there and back, and from the name to the learner', async () => {
    renderConsole('/learners', {
      ...ME,
      'GET /api/learners': ({ query }) => (query.get('cursor') === 'c1' ? { items: [learner({ nameMasked: '李*' })], nextCursor: null } : { items: [learner()], nextCursor: 'c1' }),
    });
    expect(await screen.findByRole('link', { name: '王*' })).toHaveAttribute('href', '/learners/p1');
    expect(screen.queryByRole('link', { name: '上一页' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: '下一页' }));
    expect(await screen.findByRole('link', { name: '李*' })).toBeVisible();
    expect(screen.queryByRole('link', { name: '下一页' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: '上一页' }));
    expect(await screen.findByRole('link', { name: '王*' })).toBeVisible();
  });

  it('asks for names and 学员号 in the address, for phones and documents never', async () => {
    const asked: unknown[] = [];
    const { calls } = renderConsole('/learners', {
      ...ME,
      'GET /api/learners': ({ query }) => {
        asked.push(query.get('q'));
        return { items: [learner()], nextCursor: null };
      },
      'POST /api/learners/search': ({ body }) => {
        asked.push(body);
        return { items: [] };
      },
    });
    const search = await screen.findByLabelText('姓名、学员号、手机号或证件号码');
    for (const typed of ['王秀英', '26000001', '139 0000 0001', '36020319520315001X', 'E12345678']) {
      await userEvent.clear(search);
      await userEvent.type(search, `${typed}{Enter}`);
      await screen.findByText(/学员名单|没有找到这个号码的学员/);
    }
    expect(asked.slice(1)).toEqual(expect.arrayContaining(['王秀英', '26000001', { number: '13900000001' }, { number: '36020319520315001X' }, { number: 'E12345678' }]));
    expect(calls.filter((call) => call.startsWith('POST'))).toHaveLength(3);
    await userEvent.click(screen.getByRole('button', { name: '回到名单' }));
    expect(await screen.findByRole('table', { name: '学员名单' })).toBeVisible();
  });

  it('shows what is not known as such', async () => {
    const unknown = learner({ nameMasked: null, idNumberMasked: null, phoneMasked: null, loginNumber: null, verification: 'unverified', sex: null, age: null, organisationName: null, registeredOn: null });
    renderConsole('/learners', { ...ME, 'GET /api/learners': () => ({ items: [unknown], nextCursor: null }) });
    const [, row] = within(await screen.findByRole('table', { name: '学员名单' })).getAllByRole('row');
    expect(row).toHaveTextContent('未实名未实名–––––––');
  });

  it('narrows at once, from the first page', async () => {
    let last = new URLSearchParams();
    renderConsole('/learners?cursor=c1', {
      ...ME,
      'GET /api/learners': ({ query }) => {
        last = query;
        return { items: [], nextCursor: null };
      },
    });
    await userEvent.selectOptions(await screen.findByLabelText('实名', { selector: 'select' }), '待核对');
    await userEvent.type(screen.getByLabelText('年龄从'), '60');
    await userEvent.tab();
    expect(await screen.findByText('没有这样的学员')).toBeVisible();
    expect(Object.fromEntries(last)).toEqual({ verification: 'pending', ageFrom: '60' });
  });
});

describe('the address of the list', () => {
  it('reads back what it was written with', () => {
    const maybe = <T,>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
    const word = fc.stringMatching(/^[\w一-龥]{1,12}$/u);
    const age = maybe(fc.integer({ min: 0, max: 130 }));
    const addresses = fc.record({
      regions: fc.array(word, { maxLength: 3 }),
      q: maybe(word),
      verification: maybe(fc.constantFrom(...VERIFICATIONS)),
      state: maybe(fc.constantFrom(...STATES)),
      sex: maybe(fc.constantFrom(...SEXES)),
      ageFrom: age,
      ageTo: age,
      cursor: maybe(word),
    });
    fc.assert(
      fc.property(addresses, (address) => {
        expect(parseAddress(new URL(addressOf(address), 'http://console.test').searchParams)).toEqual(address);
      }),
    );
  });
});
