import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const NOTHING = { items: [], total: 0, page: 1, pageSize: 20 };
const found = {
  personId: 'p1', nameMasked: '王*英', verification: 'verified', region: null, organisationName: null, sex: 'female', age: 74, phoneMasked: '138****5678', idNumberMasked: null, loginNumber: null, registeredOn: '2026-03-02', state: 'active',
};
const ANSWERS = {
  'GET /api/me': () => someone('region_admin'),
  'GET /api/todo': () => NOTHING_WAITS,
  'GET /api/credit-corrections': () => NOTHING,
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
});
