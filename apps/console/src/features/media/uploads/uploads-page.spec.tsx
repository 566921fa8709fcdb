import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someone } from '../../../../testing/fixtures';
import { renderConsole } from '../../../../testing/render-console';

import type { UploadRequest } from './upload';
import type { TransportListener } from './upload-queue';

const MEGABYTE = 1024 * 1024;
const GIGABYTE = 1024 * MEGABYTE;
const LESSON = { title: '定中心', courseId: 'c1', courseTitle: '陶艺入门' };

const kept = (changes: Partial<Api['MyUploads']> = {}): Api['MyUploads'] => ({
  usedBytes: 3.2 * GIGABYTE,
  quotaBytes: 100 * GIGABYTE,
  unfinished: [{ id: 'u1', lessonId: 'l1', lesson: LESSON, fileName: '拉坯.mp4', bytes: 100 * MEGABYTE, receivedBytes: 40 * MEGABYTE, createdAt: '2026-03-01T01:00:00.000Z', expiresAt: '2026-03-08T01:00:00.000Z' }],
  removable: [{ id: 'r1', lesson: null, fileName: '旧的.mp4', bytes: 50 * MEGABYTE, state: 'ready', createdAt: '2026-02-01T01:00:00.000Z' }],
  ...changes,
});

function open(answers: Parameters<typeof renderConsole>[1]) {
  const lines: { request: UploadRequest; listener: TransportListener }[] = [];
  const console = renderConsole('/uploads', { 'GET /api/me': () => someone('instructor'), 'GET /api/todo': () => NOTHING_WAITS, ...answers }, (request, listener) => {
    lines.push({ request, listener });
    return { start: () => undefined, pause: () => undefined, discard: () => undefined };
  });
  return { ...console, lines };
}

const row = (name: string) => screen.findByRole('listitem', { name });

function fileOf(megabytes: number, name: string): File {
  const file = new File(['x'], name, { type: 'video/mp4' });
  Object.defineProperty(file, 'size', { value: megabytes * MEGABYTE });
  return file;
}

describe('the space of uploads', () => {
  it('says how much is used, and warns when it is nearly full', async () => {
    open({ 'GET /api/my/uploads': () => kept() });
    expect(await screen.findByText('已用 3.20 GB / 100.00 GB')).toBeVisible();
    expect(screen.queryByText(/空间快用完了/)).toBeNull();
  });

  it('warns when it is nearly full, and says that nothing is left to do', async () => {
    open({ 'GET /api/my/uploads': () => kept({ usedBytes: 95 * GIGABYTE, unfinished: [], removable: [] }) });
    expect(await screen.findByText(/空间快用完了/)).toBeVisible();
    expect(screen.getByText('都传完了。')).toBeVisible();
    expect(screen.getByText('没有可以删除的文件。')).toBeVisible();
  });

  it('goes on with an upload of another device, whatever the file is called here', async () => {
    let current = kept();
    const { lines } = open({ 'GET /api/my/uploads': () => current });
    const item = await row('拉坯.mp4');
    expect(within(item).getByText('已收到 40 MB / 100 MB')).toBeVisible();
    await userEvent.upload(within(item).getByLabelText('选择文件接着传'), fileOf(100, 'VID_1.mp4'));
    expect(lines[0]?.request).toMatchObject({ lessonId: 'l1', courseId: 'c1', resumes: 'u1' });
    act(() => lines[0]?.listener.progressed(50 * MEGABYTE));
    expect(within(item).getByText('50 MB / 100 MB · 50 %')).toBeVisible();
    current = kept({ unfinished: [] });
    act(() => lines[0]?.listener.finished());
    expect(await screen.findByText('都传完了。')).toBeVisible();
  });

  it('does not mix two files', async () => {
    const { lines } = open({ 'GET /api/my/uploads': () => kept() });
    const item = await row('拉坯.mp4');
    await userEvent.upload(within(item).getByLabelText('选择文件接着传'), fileOf(99, '修坯.mp4'));
    expect(within(item).getByRole('alert')).toHaveTextContent('“修坯.mp4”不是同一个文件：它有 99 MB，没有传完的那个有 100 MB。');
    expect(lines).toEqual([]);
  });

  it.each([
    ['拉坯.mp4', '放弃', 'u1', '放弃“拉坯.mp4”？'],
    ['旧的.mp4', '删除', 'r1', '删除“旧的.mp4”？'],
  ])('removes %s after asking', async (name, label, id, title) => {
    let current = kept();
    const { calls } = open({
      'GET /api/my/uploads': () => current,
      [`DELETE /api/media/${id}`]: () => {
        current = kept({ unfinished: [], removable: [] });
        return null;
      },
    });
    await userEvent.click(within(await row(name)).getByRole('button', { name: label }));
    const dialog = await screen.findByRole('dialog', { name: title });
    await userEvent.click(within(dialog).getByRole('button', { name: label }));
    await waitFor(() => expect(screen.queryByRole('listitem', { name })).toBeNull());
    expect(calls).toContain(`DELETE /api/media/${id}`);
  });

  it('says why a file stays', async () => {
    open({ 'GET /api/my/uploads': () => kept(), 'DELETE /api/media/r1': () => problem(409, 'media_in_use') });
    await userEvent.click(within(await row('旧的.mp4')).getByRole('button', { name: '删除' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '删除' }));
    expect(await within(screen.getByRole('dialog')).findByRole('alert')).toHaveTextContent('题：media_in_use');
  });
});
