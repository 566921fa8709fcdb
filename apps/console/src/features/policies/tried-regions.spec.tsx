import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { PRESETS } from '@xuexi/domain';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

type Tried = NonNullable<Api['PolicyTrial']['result']>['total'];

const tried = (regionId: string | null, parentId: string | null, name: string, persons: number): Tried => ({
  regionId, parentId, name, persons, gaining: persons, losing: 0, unitsBefore: persons * 54_000, unitsAfter: persons * 108_000, targetMetBefore: 0, targetMetAfter: 0,
});
const trial: Api['PolicyTrial'] = {
  id: 't1', policyId: 'k1', year: 2025, state: 'done', total: 10, processed: 10, startedBy: '管理员', createdAt: '2026-11-22T06:00:00.000Z', finishedAt: '2026-11-22T06:01:00.000Z',
  result: {
    total: { ...tried(null, null, '', 10), unitsBefore: 133_326_000 },
    regions: [tried('c', null, '景德镇市', 8), tried('d1', 'c', '珠山区', 5), tried('d2', 'c', '昌江区', 2), tried('s', 'd1', '新村街道', 5), tried(null, null, '', 2)],
  },
};
const policy = { id: 'k1', name: '试行', version: 'x', preset: 'standard-2026', state: 'in_force', rules: PRESETS['standard-2026'], note: null, fromDate: '2026-01-01', createdAt: null, createdBy: null, adoptedAt: null, adoptedBy: null };

/** The table's rows: whose figures, and how many persons. */
async function rows(): Promise<string[]> {
  const table = await screen.findByRole('table', { name: '各区域试算结果' });
  return within(table).getAllByRole('row').slice(1).map((row) => `${within(row).getByRole('rowheader').textContent} ${within(row).getAllByRole('cell')[0]!.textContent}`);
}

describe('a tried policy by region', () => {
  it('sums up a region first, then its parts, which add up to it, level by level', async () => {
    renderConsole('/policies/k1', {
      'GET /api/me': () => someone('platform_admin'),
      'GET /api/todo': () => NOTHING_WAITS,
      'GET /api/policies/k1': () => policy,
      'GET /api/policies/k1/trials': () => ({ items: [trial] }),
    });
    expect(await rows()).toEqual(['全部 10', '景德镇市 8', '不在任何区域 2']);
    expect(screen.getByRole('cell', { name: /^1\D234\.50$/ })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '景德镇市' }));
    expect(await rows()).toEqual(['景德镇市 8', '珠山区 5', '昌江区 2', '只登记到景德镇市 1']);
    expect(screen.queryByRole('button', { name: '昌江区' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '珠山区' }));
    expect(await rows()).toEqual(['珠山区 5', '新村街道 5']);
    await userEvent.click(screen.getByRole('button', { name: '返回上一级' }));
    expect(await rows()).toHaveLength(4);
  });
});
