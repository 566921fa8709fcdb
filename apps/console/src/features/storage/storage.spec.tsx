import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const ME = { 'GET /api/me': () => someone('platform_admin'), 'GET /api/todo': () => NOTHING_WAITS };
const GIB = 1024 ** 3;

const check = (changes: Partial<Api['StorageCheck']> = {}): Api['StorageCheck'] => ({
  id: 'c1',
  state: 'done',
  requestedBy: null,
  startedAt: '2026-11-22T19:30:00.000Z',
  endedAt: '2026-11-22T19:31:00.000Z',
  files: 3214,
  bytes: 3 * GIB,
  shares: [
    { part: 'sources', files: 14, bytes: 2 * GIB },
    { part: 'lessons', files: 3190, bytes: GIB },
    { part: 'captions', files: 9, bytes: 2048 },
    { part: 'imports', files: 1, bytes: 4096 },
  ],
  missing: 1,
  strays: 1,
  strayBytes: 5 * 1024 * 1024,
  findings: [
    { kind: 'missing', part: 'lessons', key: 'media/a/1/240p/00001.m4s', bytes: null, outcome: null, about: { courseTitle: '制瓷', lessonTitle: '揉泥', instructorName: '余师傅' } },
    { kind: 'stray', part: 'sources', key: 'uploads/b', bytes: 5 * 1024 * 1024, outcome: null, about: null },
  ],
  repair: null,
  ...changes,
});

const place = { kind: 'local' as const, name: '/srv/storage/', freeBytes: 120 * GIB };
const agreeing = { missing: 0, strays: 0, strayBytes: 0, findings: [] };

describe('the storage', () => {
  it('shows where files are, how much of what, and leads to what does not agree', async () => {
    renderConsole('/storage', { ...ME, 'GET /api/storage-checks': () => ({ storage: place, items: [check()] }), 'GET /api/storage-checks/c1': () => check() });
    expect(await screen.findByText('/srv/storage/')).toBeVisible();
    expect(screen.getByText('120.00 GB')).toBeVisible();
    expect(screen.getByText('2.00 GB')).toBeVisible();
    await userEvent.click(screen.getByRole('link', { name: '查看' }));
    const findings = await screen.findByRole('table', { name: '对不上的文件' });
    expect(within(findings).getByRole('row', { name: /制瓷 · 揉泥，余师傅 media\/a\/1\/240p\/00001\.m4s 缺少 播放文件 –/ })).toBeVisible();
  });

  it('is checked on request, one at a time', async () => {
    let items: Api['StorageCheck'][] = [];
    renderConsole('/storage', {
      ...ME,
      'GET /api/storage-checks': () => ({ storage: { kind: 's3', name: 'films/', freeBytes: null }, items }),
      'POST /api/storage-checks': () => {
        items = items.length === 0 ? [check({ state: 'running', endedAt: null, ...agreeing })] : [check(agreeing)];
        return items[0];
      },
    });
    expect(await screen.findByText('不限')).toBeVisible();
    expect(screen.getByText('还没有核对记录')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '现在核对' }));
    expect(await screen.findByText('正在核对存储')).toBeVisible();
    expect(screen.queryByRole('button', { name: '现在核对' })).not.toBeInTheDocument();
  });

  it('is repaired after a question that says what is removed for good', async () => {
    let now = check();
    renderConsole('/storage/c1', {
      ...ME,
      'GET /api/storage-checks/c1': () => now,
      'POST /api/storage-checks/c1/repair': () => {
        now = check({ findings: check().findings.map((finding) => ({ ...finding, outcome: finding.kind === 'missing' ? 'remade' : 'removed' })), repair: { state: 'done', by: '平台管理员', at: '2026-11-22T20:00:00.000Z', removed: 1, removedBytes: 5 * 1024 * 1024, remade: 1, noted: 0 } });
        return now;
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: '修复' }));
    expect(screen.getByText(/删除多余的 1 个文件，不能恢复/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '开始修复' }));
    expect(await screen.findByText(/删除 1 个多余文件，腾出 5\.0 MB；1 个缺少的文件正在重新生成/)).toBeVisible();
    expect(screen.getByRole('row', { name: /00001\.m4s 已重新处理/ })).toBeVisible();
    expect(screen.getByRole('row', { name: /uploads\/b 已删除/ })).toBeVisible();
  });

  it('says when it was repaired by someone else', async () => {
    renderConsole('/storage/c1', { ...ME, 'GET /api/storage-checks/c1': () => check(), 'POST /api/storage-checks/c1/repair': () => problem(409, 'storage_check_repaired') });
    await userEvent.click(await screen.findByRole('button', { name: '修复' }));
    await userEvent.click(screen.getByRole('button', { name: '开始修复' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('storage_check_repaired');
  });
});
