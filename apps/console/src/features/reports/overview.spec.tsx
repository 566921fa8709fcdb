import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { formatCredits, UNITS_PER_CREDIT } from '@xuexi/domain';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

import { totalOf } from './region-totals';

const figures = (registered: number, active: number, targetReached: number, credits: number): Api['RegionFigures'] =>
  totalOf([
    {
      registered,
      registeredTotal: registered * 3,
      active,
      units: credits * UNITS_PER_CREDIT,
      credits: '',
      targetReached,
      targetShare: null,
      meanCredits: null,
    },
  ]);

const region = (id: string, name: string, level: Api['Region']['level'], hasChildren = true): Api['Region'] => ({ id, code: '360203001000', name, level, parentId: null, hasChildren });

const XINCUN = { region: region('c1', '新村社区', 'community', false), figures: figures(402, 688, 171, 8_737) };
const CHAOYANG = { region: region('c2', '朝阳社区', 'community', false), figures: figures(355, 540, 118, 6_447) };
const ELSEWHERE = figures(3, 0, 0, 0);

const REPORT: Api['RegionReport'] = {
  region: region('s1', '新村街道', 'street'),
  ancestors: [
    { id: 'city', name: '景德镇市', visible: false },
    { id: 'd1', name: '珠山区', visible: true },
  ],
  year: 2024,
  asOf: '2026-11-22T06:30:00.000Z',
  targetCredits: 20,
  total: totalOf([XINCUN.figures, CHAOYANG.figures, ELSEWHERE]),
  lastYear: figures(700, 1000, 0, 9_000),
  children: [XINCUN, CHAOYANG],
  former: [],
  elsewhere: ELSEWHERE,
  months: Array.from({ length: 12 }, (_, index) => ({ month: index + 1, registered: index, units: index * UNITS_PER_CREDIT, credits: formatCredits(index * UNITS_PER_CREDIT) })),
};

const ME = { 'GET /api/me': () => someone('region_admin'), 'GET /api/todo': () => NOTHING_WAITS };
const plain = (element: HTMLElement) => element.textContent.replaceAll(/[\u202f\u00a0]/g, ' ');

describe('the overview', () => {
  it('shows the three figures of the target, and opens each to its people', async () => {
    renderConsole('/?regionId=s1&year=2024', { ...ME, 'GET /api/reports/region': () => REPORT });
    const target = await screen.findByRole('region', { name: '学满 20 学分' });
    expect(plain(target)).toContain('289');
    expect(plain(target)).toContain('占活跃学员 23.5 %；人均 12.36 学分');
    expect(within(target).getByRole('link')).toHaveAttribute('href', '/reports/learners?regionId=s1&year=2024&only=target');
    const registered = screen.getByRole('region', { name: '本年新增实名注册' });
    expect(plain(registered)).toContain('2023 年 700 人，多 60 人（8.6 %）');
    expect(within(registered).getByRole('link')).toHaveAttribute('href', '/reports/learners?regionId=s1&year=2024&only=registered');
  });

  it('totals the table and leads down the tree', async () => {
    renderConsole('/?regionId=s1&year=2024', { ...ME, 'GET /api/reports/region': () => REPORT });
    const table = await screen.findByRole('table', { name: '下级区域' });
    const rows = within(table).getAllByRole('row').map(plain);
    expect(rows).toEqual([
      '社区 / 村新增注册（人）累计注册（人）活跃（人）学满 20（人）占活跃人均学分学分合计',
      '新村社区4021 20668817124.9 %12.698 737.00',
      '朝阳社区3551 06554011821.9 %11.936 447.00',
      '登记在本级3900––0.00',
      '合计7602 2801 22828923.5 %12.3615 184.00',
    ]);
    expect(within(table).getByRole('link', { name: '新村社区' })).toHaveAttribute('href', '/?regionId=c1&year=2024');
    expect(within(table).getByRole('link', { name: '402' })).toHaveAttribute('href', '/reports/learners?regionId=c1&year=2024&only=registered');
  });

  it('puts the region path on top; what lies above the scope is only named', async () => {
    renderConsole('/?regionId=s1&year=2024', { ...ME, 'GET /api/reports/region': () => REPORT });
    expect(await screen.findByRole('heading', { level: 1, name: '新村街道' })).toBeVisible();
    const path = screen.getByRole('navigation', { name: '所在位置' });
    expect(within(path).getAllByRole('listitem').map((item) => item.textContent)).toEqual(['景德镇市', '珠山区']);
    expect(within(path).getAllByRole('link')).toHaveLength(1);
    expect(screen.getByText(/数据截至 2026-11-22 14:30（北京时间）/)).toBeVisible();
  });

  it('asks for the year before only when it is to be compared', async () => {
    const years: (string | null)[] = [];
    renderConsole('/?year=2024', {
      ...ME,
      'GET /api/reports/region': ({ query }) => {
        years.push(query.get('year'));
        return REPORT;
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: '与去年比' }));
    expect(await screen.findByText('2023 年同月')).toBeVisible();
    expect(years).toEqual(['2024', '2023']);
  });

  it('says that a region outside of the scope is not there', async () => {
    renderConsole('/?regionId=x', { ...ME, 'GET /api/reports/region': () => problem(404, 'not_found') });
    expect(await screen.findByRole('heading', { name: '没有找到' })).toBeVisible();
  });
});

describe('the learners', () => {
  it('are those of the figure, with masked names, page by page', async () => {
    const asked: string[] = [];
    renderConsole('/reports/learners?regionId=s1&year=2024&only=target', {
      ...ME,
      'GET /api/reports/region': () => REPORT,
      'GET /api/reports/learners': ({ query }) => {
        asked.push(`${query.get('regionId')} ${query.get('only')} ${query.get('page')}`);
        return {
          items: [{ personId: 'p1', nameMasked: '王*', regionName: '新村社区', registeredOn: '2024-03-01', units: 0, credits: '20.10', targetMet: true }],
          total: 120,
          page: Number(query.get('page')),
          pageSize: 50,
        };
      },
    });
    expect(await screen.findByRole('row', { name: /王\*\s*20\.10\s*已达标/ })).toBeVisible();
    expect(screen.getByRole('link', { name: '学满 20 学分' })).toHaveAttribute('aria-current', 'true');
    await userEvent.click(screen.getByRole('link', { name: '下一页' }));
    expect(await screen.findByText('共 120 人，第 2 / 3 页')).toBeVisible();
    expect(asked).toEqual(['s1 target 1', 's1 target 2']);
  });
});
