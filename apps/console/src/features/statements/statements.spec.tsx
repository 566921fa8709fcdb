import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { creditYear } from '@xuexi/domain';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const YEAR = creditYear(Date.now()) - 1;
const ME = { 'GET /api/me': () => someone('platform_admin'), 'GET /api/todo': () => NOTHING_WAITS, 'GET /api/regions': () => ({ items: [] }) };

const statement: Api['StaffStatement'] = {
  id: 's1',
  personId: 'p1',
  number: `${YEAR}-3F9A0C1D22E4B578-2`,
  year: YEAR,
  version: 2,
  status: 'valid',
  name: '王*',
  place: ['景德镇市', '珠山区', '新村街道', '新村社区'],
  credits: '18.18',
  targetMet: false,
  reason: '更正一次线下课的签到',
  computedAt: '2026-01-20T01:00:00.000Z',
};
const batch = (changes: Partial<Api['StatementBatch']> = {}): Api['StatementBatch'] => ({
  id: 'b1',
  year: YEAR,
  region: null,
  state: 'done',
  total: 1200,
  processed: 1200,
  bytes: 126_000_000,
  downloadable: true,
  requestedBy: '平台管理员',
  createdAt: '2026-01-20T01:00:00.000Z',
  finishedAt: '2026-01-20T01:10:00.000Z',
  ...changes,
});

describe('statements in the console', () => {
  let saved: string[];

  beforeEach(() => {
    saved = [];
    URL.createObjectURL = () => 'blob:statement';
    URL.revokeObjectURL = () => undefined;
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
  });

  it('are found by number and printed', async () => {
    renderConsole('/statements', {
      ...ME,
      'GET /api/statements': () => ({ items: [statement], total: 1, page: 1, pageSize: 20 }),
      'GET /api/statement-batches': () => ({ items: [] }),
      'GET /api/statements/s1/pdf': () => '%PDF-',
    });
    await userEvent.type(await screen.findByLabelText('学员号或证明编号'), `${statement.number}{Enter}`);
    const table = await screen.findByRole('table', { name: '证明' });
    expect(within(table).getByRole('row', { name: /王\*.*第 2 版\s*18\.18\s*未达标\s*有效\s*新村街道 新村社区/ })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: `下载 ${statement.number} 的 PDF` }));
    await screen.findByRole('button', { name: `下载 ${statement.number} 的 PDF` });
    expect(saved).toEqual([`${statement.number}.pdf`]);
  });

  it('are made into a zip, watched, and taken away; what cannot be made says why', async () => {
    let items: Api['StatementBatch'][] = [];
    let refused = true;
    renderConsole('/statements', {
      ...ME,
      'GET /api/statements': () => ({ items: [], total: 0, page: 1, pageSize: 20 }),
      'GET /api/statement-batches': () => ({ items }),
      'POST /api/statement-batches': () => {
        if (refused) return problem(409, 'batch_empty');
        items = [batch({ state: 'running', processed: 300, downloadable: false, bytes: null, finishedAt: null })];
        return items[0];
      },
    });
    expect(await screen.findByText('还没有压缩包')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: `打包 ${YEAR} 年的证明` }));
    expect(await screen.findByRole('alert')).toBeVisible();
    refused = false;
    await userEvent.click(screen.getByRole('button', { name: `打包 ${YEAR} 年的证明` }));
    expect(await screen.findByText(/300 \/ 1.200 份/)).toBeVisible();
    items = [batch()];
    expect(await screen.findByRole('button', { name: `下载 全部区域 ${YEAR} 年的压缩包` }, { timeout: 5000 })).toBeVisible();
  });

  it('are not made into the same zip again unasked', async () => {
    const me = someone('platform_admin');
    const { calls } = renderConsole('/statements', {
      ...ME,
      'GET /api/statements': () => ({ items: [], total: 0, page: 1, pageSize: 20 }),
      'GET /api/statement-batches': () => ({ items: [batch({ region: me.person.region })] }),
      'POST /api/statement-batches': () => batch({ id: 'b2', state: 'queued', downloadable: false }),
    });
    await screen.findByRole('table', { name: '压缩包' });
    const press = async () => userEvent.click(screen.getByRole('button', { name: `打包 ${YEAR} 年的证明` }));
    await press();
    const dialog = within(screen.getByRole('dialog', { name: '已经有压缩包，再打包一次吗' }));
    expect(dialog.getByText(/2026.*打包过/)).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: '取消' }));
    expect(calls).not.toContain('POST /api/statement-batches');
    await press();
    await userEvent.click(screen.getByRole('button', { name: '再打包一次' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(calls).toContain('POST /api/statement-batches');
  });
});
