import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const ME = { 'GET /api/me': () => someone('region_admin'), 'GET /api/todo': () => NOTHING_WAITS, 'GET /api/regions': () => ({ items: [] }) };
const KINDS = { 'GET /api/imports/kinds': () => ({ items: [{ kind: 'residents', columns: [] }, { kind: 'roster', columns: [] }] }) };

const run = (changes: Partial<Api['Import']> = {}): Api['Import'] => ({
  id: 'i1',
  kind: 'residents',
  state: 'checked',
  fileName: '名单.csv',
  fileBytes: 10,
  region: null,
  organisation: null,
  failure: null,
  totalRows: 3,
  processedRows: 3,
  createdRows: 2,
  changedRows: 0,
  unchangedRows: 0,
  faultyRows: 1,
  startedBy: '邓主任',
  createdAt: '2026-11-22T06:00:00.000Z',
  finishedAt: null,
  ...changes,
});
const page = <T,>(items: T[]) => ({ items, total: items.length, page: 1, pageSize: 50 });

describe('imports', () => {
  it('are uploaded only once the consents are vouched for', async () => {
    renderConsole('/imports', { ...ME, ...KINDS, 'GET /api/imports': () => page([]) });
    await userEvent.upload(await screen.findByLabelText('选择文件，或者拖到这里'), new File(['1'], '名单.csv'));
    expect(screen.getByRole('button', { name: '上传并检查' })).toBeDisabled();
    await userEvent.click(screen.getByRole('checkbox'));
    expect(screen.getByRole('button', { name: '上传并检查' })).toBeEnabled();
    expect(screen.getByText('名单.csv')).toBeVisible();
    expect(await screen.findByText('还没有导入记录')).toBeVisible();
  });

  it('show what the dry run found, and are applied after a question', async () => {
    let now = run();
    renderConsole('/imports/i1', {
      ...ME,
      'GET /api/imports/i1': () => now,
      'GET /api/imports/i1/faults': () => page([{ line: 4, cell: 'B4', column: '证件号码', message: '这一格被表格软件改成了科学计数法' }]),
      'POST /api/imports/i1/application': () => (now = run({ state: 'done' })),
    });
    const faults = await screen.findByRole('table', { name: '要改的地方' });
    expect(within(faults).getByRole('row', { name: /B4\s*证件号码\s*这一格/ })).toBeVisible();
    expect(screen.getByRole('link', { name: '下载成文件' })).toHaveAttribute('href', '/api/imports/i1/faults.csv');
    await userEvent.click(screen.getByRole('button', { name: '导入这 2 行' }));
    await userEvent.click(await screen.findByRole('button', { name: '开始导入' }));
    expect(await screen.findByText('再导入一个文件')).toBeVisible();
  });
});
