import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const STREET: Api['Region'] = { id: 's1', code: '360203001000', name: '新村街道', level: 'street', parentId: 'd1', hasChildren: true };
const contents: Api['RegionContents'] = { residents: 12, regions: 2, organisations: 1, courses: 3, roles: 1 };
const detail = (changes: Partial<Api['RegionDetail']> = {}): Api['RegionDetail'] => ({
  region: STREET,
  names: ['景德镇市', '珠山区', '新村街道'],
  editable: true,
  validFrom: '2024-01-01T00:00:00.000Z',
  validTo: null,
  successor: null,
  contents,
  closedChildren: [],
  history: [
    { name: '新村镇', code: '360203001000', names: ['景德镇市', '珠山区', '新村镇'], validFrom: '2024-01-01T00:00:00.000Z', validTo: '2025-06-30T16:00:00.000Z' },
    { name: '新村街道', code: '360203001000', names: ['景德镇市', '珠山区', '新村街道'], validFrom: '2025-06-30T16:00:00.000Z', validTo: null },
  ],
  ...changes,
});
const ME = { 'GET /api/me': () => someone('region_admin'), 'GET /api/todo': () => NOTHING_WAITS };
const under = (parentId: string | null) => (parentId === 's1' ? [] : [{ ...STREET, id: 's2', name: '石狮埠街道' }]);
const ROUTES = { ...ME, 'GET /api/regions': ({ query }: { query: URLSearchParams }) => ({ items: under(query.get('parentId')) }), 'GET /api/regions/s1': () => detail() };

describe('the page of a region', () => {
  it('tells what it was, the newest first, each until the day before the next', async () => {
    renderConsole('/regions?id=s1', ROUTES);
    const [now, before] = within(await screen.findByRole('region', { name: '沿革' })).getAllByRole('listitem');
    expect(now).toHaveTextContent(/新村街道景德镇市 珠山区代码 3602030010002025 年 7 月 1 日 起/);
    expect(before).toHaveTextContent(/新村镇.*至 2025 年 6 月 30 日/);
  });

  it('offers only new regions below one’s own', async () => {
    renderConsole('/regions?id=s1', { ...ROUTES, 'GET /api/regions/s1': () => detail({ editable: false }) });
    expect(await screen.findByRole('button', { name: '新建下级' })).toBeVisible();
    expect(screen.queryByRole('button', { name: '并入' })).not.toBeInTheDocument();
  });

  it('offers nothing for a closed one, and says where it went', async () => {
    renderConsole('/regions?id=s1', { ...ROUTES, 'GET /api/regions/s1': () => detail({ editable: false, validTo: '2026-01-01T00:00:00.000Z', successor: { id: 's2', name: '石狮埠街道' } }) });
    expect(await screen.findByText('已并入石狮埠街道。沿革和原来的记录都还在。')).toBeVisible();
    expect(screen.queryByRole('button', { name: '新建下级' })).not.toBeInTheDocument();
  });

  it('merges only after it has shown what will be touched', async () => {
    const sent: unknown[] = [];
    renderConsole('/regions?id=s1', {
      ...ROUTES,
      'GET /api/regions/s2': () => detail({ region: { ...STREET, id: 's2', name: '石狮埠街道' } }),
      'POST /api/regions/s1/merge': ({ body }) => {
        sent.push(body);
        return { applied: !(body as Api['RegionMerge']).dryRun, regionId: 's2', touched: contents };
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: '并入' }));
    await userEvent.click(screen.getByRole('button', { name: '看看会影响什么' }));
    expect(await screen.findByText('请先选择区域。')).toBeVisible();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: /区域/ }), await screen.findByRole('option', { name: '石狮埠街道' }));
    await userEvent.click(screen.getByRole('button', { name: '看看会影响什么' }));
    expect(await screen.findByText('会一起转过去的')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '确认并入' }));
    expect(await screen.findByRole('heading', { level: 1, name: '石狮埠街道' })).toBeVisible();
    expect(sent).toMatchObject([{ intoId: 's2', dryRun: true }, { intoId: 's2', dryRun: false }]);
  });

  it('says beside the input what is wrong with a code', async () => {
    renderConsole('/regions?id=s1', { ...ROUTES, 'POST /api/regions': () => problem(409, 'region_code_taken', [{ field: 'code', message: '已有区域使用这个代码' }]) });
    await userEvent.click(await screen.findByRole('button', { name: '新建下级' }));
    await userEvent.click(screen.getByRole('button', { name: '新建' }));
    expect(await screen.findByText('已有区域使用这个代码')).toBeVisible();
  });
});
