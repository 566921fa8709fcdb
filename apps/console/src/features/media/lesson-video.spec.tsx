import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someCourse, someMedia, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

import type { UploadRequest } from './uploads/upload';
import type { TransportListener, UploadTransport } from './uploads/upload-queue';

const MEDIA_ID = someMedia().id;
const COURSE = someCourse();

const withVideo = (media: Api['Media'] | null) => someCourse({ chapters: [{ id: 'ch', title: '第一讲', lessons: [{ id: someMedia().lessonId, title: '定中心', required: true, media }] }] });

function open(answers: Parameters<typeof renderConsole>[1], transport?: UploadTransport) {
  return renderConsole(
    `/courses/${COURSE.id}`,
    { 'GET /api/me': () => someone('instructor'), 'GET /api/todo': () => NOTHING_WAITS, 'GET /api/categories': () => ({ items: [] }), ...answers },
    transport,
  );
}

/** An upload of which nothing plays yet. */
const UNDER_WAY = { playable: false, complete: false, renditions: [] } satisfies Partial<Api['Media']>;

const GET_COURSE = `GET /api/teaching/courses/${COURSE.id}`;
const lesson = () => screen.findByRole('listitem', { name: '定中心' });

describe('the captions of a lesson', () => {
  const track = { id: 't1', mediaId: MEDIA_ID, language: 'zh-CN', label: '中文', dialect: false, version: 1, cueCount: 2, changedAt: '2026-11-22T06:00:00.000Z' };
  const answers = (editable: boolean) => ({ [GET_COURSE]: () => ({ ...withVideo(someMedia()), editable }), [`GET /api/media/${MEDIA_ID}/captions`]: () => ({ items: [track] }) });

  it('are changed while the course can be, and locked while it is in review', async () => {
    open(answers(true));
    expect(await within(await lesson()).findByRole('link', { name: '修改' })).toBeVisible();
    cleanup();
    open(answers(false));
    expect(await within(await lesson()).findByText('课程正在审核，字幕要和审核员看到的一样。审核结束以后可以再改。')).toBeVisible();
    expect(screen.queryByRole('link', { name: '修改' })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: '添加字幕' })).not.toBeInTheDocument();
  });
});

describe('the video of a lesson', () => {
  it.each<[string, Partial<Api['Media']>, string]>([
    ['being checked', { ...UNDER_WAY, state: 'checking' }, '正在检查文件是否完整、能不能播放，一般不到一分钟。'],
    ['next in the queue', { ...UNDER_WAY, state: 'queued', queuePlace: 1 }, '排在下一个。'],
    ['further back in the queue', { ...UNDER_WAY, state: 'queued', queuePlace: 3, etaSeconds: 170 }, '前面还有 2 个。约 3 分钟后完成。'],
    ['waiting for room', { ...UNDER_WAY, state: 'queued', waitsFor: 'disk_full' }, '服务器存储空间不足，正在等待。空间够了会自动继续，不用重新上传。'],
    ['waiting for room to be checked', { ...UNDER_WAY, state: 'checking', waitsFor: 'disk_full' }, '服务器存储空间不足，正在等待。空间够了会自动继续，不用重新上传。'],
    ['being transcoded', { ...UNDER_WAY, state: 'transcoding', progress: 43, speed: 2.14, etaSeconds: 4000 }, '已完成 43 % · 2.1 倍速 · 还要约 1 小时 10 分钟。可以离开这一页。'],
    ['to be previewed already', { ...UNDER_WAY, state: 'transcoding', progress: 43, playable: true, etaSeconds: 20 }, '已完成 43 % · 还要不到 1 分钟。可以离开这一页。第一种清晰度已可预览。'],
    ['transcoded anew', { state: 'transcoding', progress: 9 }, '已完成 9 %。可以离开这一页。学员看到的还是原来的，完成后自动换上。'],
    ['cancelled', { ...UNDER_WAY, state: 'cancelled' }, '处理已经取消。需要时可以重新处理，不用再上传。'],
    ['refused', { ...UNDER_WAY, state: 'refused', failure: { code: 'source_is_image', sentence: '这是一张图片。' } }, '这是一张图片。'],
    ['transcoded anew in vain', { failure: { code: 'tool_failed', sentence: '程序出错。' } }, '上次重新转码没有成功，学员看到的还是原来的。程序出错。'],
    ['a document', { kind: 'document', pages: 12, durationSeconds: 0 }, '12 页 · 拉坯.mp4 · 50 MB'],
    ['a recording', { kind: 'audio' }, '只有声音 · 8 分 12 秒 · 拉坯.mp4 · 50 MB'],
    ['left half uploaded', { state: 'uploading' }, '“拉坯.mp4”上次没有传完。再选一次这个文件，会从断开的地方接着传。'],
    ['failed', { ...UNDER_WAY, state: 'failed', failure: { code: 'no_picture', sentence: '这个文件没有画面，请换一个视频。' } }, '这个文件没有画面，请换一个视频。'],
    ['ready', {}, '8 分 12 秒 · 拉坯.mp4 · 50 MB'],
  ])('says how it stands: %s', async (_, changes, sentence) => {
    const media = someMedia(changes);
    open({ [GET_COURSE]: () => withVideo(media), [`GET /api/media/${MEDIA_ID}`]: () => media });
    expect(await within(await lesson()).findByText(sentence)).toBeVisible();
  });

  it('follows the transcoding until it is ready, and reads the course anew then', async () => {
    const steps = [someMedia({ ...UNDER_WAY, state: 'transcoding', progress: 80 }), someMedia()];
    let current = someMedia({ ...UNDER_WAY, state: 'queued', queuePlace: 1 });
    const { calls } = open({
      [GET_COURSE]: () => withVideo(current),
      [`GET /api/media/${MEDIA_ID}`]: () => {
        current = steps.shift() ?? current;
        return current;
      },
    });
    const item = await lesson();
    expect(await within(item).findByText('可以播放')).toBeVisible();
    await waitFor(() => expect(calls.filter((call) => call === GET_COURSE)).toHaveLength(2));
    expect(within(item).getByText('1 种清晰度，共 10 MB')).toBeVisible();
  });

  it('tries a failed transcoding again', async () => {
    const failed = someMedia({ ...UNDER_WAY, state: 'failed', failure: { code: 'interrupted', sentence: '转码中断，请重试。' } });
    const queued = someMedia({ ...UNDER_WAY, state: 'queued', queuePlace: 2 });
    open({ [GET_COURSE]: () => withVideo(failed), [`POST /api/media/${MEDIA_ID}/retry`]: () => queued, [`GET /api/media/${MEDIA_ID}`]: () => queued });
    await userEvent.click(within(await lesson()).getByRole('button', { name: '重新处理' }));
    expect(await within(await lesson()).findByText('前面还有 1 个。')).toBeVisible();
  });

  it('says why a retry is not taken', async () => {
    const failed = someMedia({ ...UNDER_WAY, state: 'failed', failure: { code: 'interrupted', sentence: '转码中断，请重试。' } });
    open({ [GET_COURSE]: () => withVideo(failed), [`POST /api/media/${MEDIA_ID}/retry`]: () => problem(409, 'media_not_retryable') });
    await userEvent.click(within(await lesson()).getByRole('button', { name: '重新处理' }));
    expect(await within(await lesson()).findByRole('alert')).toHaveTextContent('题：media_not_retryable');
  });

  it('keeps the reasons of earlier tries, offers no second try of what was refused, and cancels what is under way', async () => {
    const run = { step: 'transcode', startedAt: '2026-11-22T06:00:00.000Z', endedAt: '2026-11-22T06:01:00.000Z' } as const;
    const runs: Api['Media']['runs'] = [
      { ...run, outcome: 'failed', failure: { code: 'tool_failed', sentence: '程序出错。' } },
      { ...run, startedAt: '2026-11-22T05:00:00.000Z', outcome: null, failure: null },
    ];
    const queued = someMedia({ ...UNDER_WAY, state: 'queued', queuePlace: 1, runs });
    const cancelled = someMedia({ ...UNDER_WAY, state: 'refused', runs });
    open({ [GET_COURSE]: () => withVideo(queued), [`GET /api/media/${MEDIA_ID}`]: () => queued, [`POST /api/media/${MEDIA_ID}/cancel`]: () => cancelled });
    const item = await lesson();
    await userEvent.click(within(item).getByText('以前的尝试（2 次）'));
    expect(within(item).getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['2026-11-22 14:00转码程序出错。', '2026-11-22 13:00转码中断了，已自动重新开始。']);
    await userEvent.click(within(item).getByRole('button', { name: '取消处理' }));
    expect(await within(item).findByText('不能使用')).toBeVisible();
    expect(within(item).queryByRole('button', { name: '重新处理' })).toBeNull();
  });

  it('is told by the stream of events what changes, and asks by itself where there is none', async () => {
    const sources: (EventTarget & { close: () => void })[] = [];
    class FakeEventSource extends EventTarget {
      close = () => undefined;
      constructor(readonly url: string) {
        super();
        sources.push(this);
      }
    }
    Object.assign(globalThis, { EventSource: FakeEventSource });
    try {
      const queued = someMedia({ ...UNDER_WAY, state: 'queued', queuePlace: 2 });
      let current = queued;
      const { calls } = open({ [GET_COURSE]: () => withVideo(current), [`GET /api/media/${MEDIA_ID}`]: () => current });
      const item = await lesson();
      expect(await within(item).findByText('前面还有 1 个。')).toBeVisible();
      const tell = (changes: Partial<Api['Media']>) => act(() => void sources[0]!.dispatchEvent(new MessageEvent('media', { data: JSON.stringify({ ...queued, ...changes }) })));
      act(() => void sources[0]!.dispatchEvent(new Event('open')));
      current = { ...queued, queuePlace: 1 };
      tell({ queuePlace: 1 });
      expect(await within(item).findByText('排在下一个。')).toBeVisible();
      current = someMedia();
      tell({ state: 'ready', playable: true, complete: true, queuePlace: null });
      expect(await within(item).findByText('8 分 12 秒 · 拉坯.mp4 · 50 MB')).toBeVisible();
      await waitFor(() => expect(calls.filter((call) => call === GET_COURSE)).toHaveLength(2));
      expect(sources).toHaveLength(1);
    } finally {
      Reflect.deleteProperty(globalThis, 'EventSource');
    }
  });

  it('becomes of an upload: progress in MB and per cent, pause, and the hand-over to the transcoding', async () => {
    let line: TransportListener | undefined;
    let taken: Api['Media'] | null = null;
    const { uploads } = open(
      { [GET_COURSE]: () => withVideo(taken), [`GET /api/media/${MEDIA_ID}`]: () => taken },
      (_, listener) => {
        line = listener;
        return { start: () => undefined, pause: () => undefined, discard: () => undefined };
      },
    );
    const item = await lesson();
    const file = new File(['x'], '拉坯.mp4', { type: 'video/mp4' });
    Object.defineProperty(file, 'size', { value: 100 * 1024 * 1024 });
    await userEvent.upload(within(item).getByLabelText('上传视频'), file);
    act(() => {
      line?.addressed(MEDIA_ID);
      line?.progressed(25 * 1024 * 1024);
    });
    expect(within(item).getByText('25 MB / 100 MB · 25 %')).toBeVisible();
    await userEvent.click(within(item).getByRole('button', { name: '暂停' }));
    expect(within(item).getByText('已暂停，传好的部分都保存着')).toBeVisible();
    await userEvent.click(within(item).getByRole('button', { name: '继续' }));
    taken = someMedia({ ...UNDER_WAY, state: 'queued', queuePlace: 1 });
    act(() => line?.finished());
    expect(await within(item).findByText('排在下一个。')).toBeVisible();
    expect(uploads.snapshot()).toEqual([]);
  });

  const megabytes = (name: string, size: number) => Object.defineProperty(new File(['x'], name, { type: 'video/mp4' }), 'size', { value: size * 1024 * 1024 });

  function recorded() {
    const lines: { request: UploadRequest; listener: TransportListener }[] = [];
    const transport: UploadTransport = (request, listener) => {
      lines.push({ request, listener });
      return { start: () => undefined, pause: () => undefined, discard: () => undefined };
    };
    return { lines, transport };
  }

  it('is waited for by the submission while it is uploaded, and wanted again when it stops', async () => {
    const { lines, transport } = recorded();
    const course = withVideo(null);
    open({ [GET_COURSE]: () => ({ ...course, missing: [{ lessonId: someMedia().lessonId, sentence: '“定中心”还没有内容，请上传。' }] }) }, transport);
    const submission = await screen.findByRole('region', { name: '提交审核' });
    expect(within(submission).getByText('“定中心”还没有内容，请上传。')).toBeVisible();
    await userEvent.upload(within(await lesson()).getByLabelText('上传视频'), megabytes('拉坯.mp4', 1));
    expect(within(submission).getByText('“定中心”正在上传，请等它传完。')).toBeVisible();
    act(() => lines[0]?.listener.refused({ kind: 'unknown' }));
    expect(within(submission).getByText('“定中心”还没有内容，请上传。')).toBeVisible();
  });

  it('lets an upload go that the server has, although the lesson has got another file meanwhile', async () => {
    const OTHER_ID = '01900000-0000-7000-8000-0000000000aa';
    const { lines, transport } = recorded();
    let current: Api['Media'] | null = null;
    const { uploads } = open({ [GET_COURSE]: () => withVideo(current), [`GET /api/media/${OTHER_ID}`]: () => someMedia({ ...UNDER_WAY, id: OTHER_ID, state: 'checking' }), [`GET /api/media/${MEDIA_ID}`]: () => current }, transport);
    await userEvent.upload(within(await lesson()).getByLabelText('上传视频'), megabytes('拉坯.mp4', 1));
    current = someMedia();
    act(() => {
      lines[0]?.listener.addressed(OTHER_ID);
      lines[0]?.listener.finished();
    });
    expect(await within(await lesson()).findByText('可以播放')).toBeVisible();
    await waitFor(() => expect(uploads.snapshot()).toEqual([]));
  });

  it('lets an upload go that was removed meanwhile', async () => {
    const { lines, transport } = recorded();
    const { uploads } = open({ [GET_COURSE]: () => withVideo(null) }, transport);
    await userEvent.upload(within(await lesson()).getByLabelText('上传视频'), megabytes('拉坯.mp4', 1));
    act(() => {
      lines[0]?.listener.addressed(MEDIA_ID);
      lines[0]?.listener.finished();
    });
    await waitFor(() => expect(uploads.snapshot()).toEqual([]));
  });

  it('asks before another file takes the place of an unfinished one, and goes on with the right one', async () => {
    const unfinished = someMedia({ ...UNDER_WAY, state: 'uploading', fileName: 'long.mp4', bytes: 174 * 1024 * 1024 });
    const { lines, transport } = recorded();
    open({ [GET_COURSE]: () => withVideo(unfinished), [`GET /api/media/${MEDIA_ID}`]: () => unfinished }, transport);
    const item = await lesson();
    await userEvent.upload(within(item).getByLabelText('上传视频'), megabytes('silent.mp4', 3));
    expect(within(item).getByRole('alert')).toHaveTextContent('这不是“long.mp4”（174 MB）。接着传那个文件，还是换成“silent.mp4”？');
    expect(lines).toEqual([]);
    await userEvent.upload(within(item).getByLabelText('接着传“long.mp4”'), megabytes('long.mp4', 174));
    expect(lines[0]?.request).toMatchObject({ resumes: MEDIA_ID });
    expect(within(item).queryByRole('alert')).toBeNull();
  });

  it('discards the unfinished one where another file shall take its place', async () => {
    const unfinished = someMedia({ ...UNDER_WAY, state: 'uploading', fileName: 'long.mp4', bytes: 174 * 1024 * 1024 });
    const { lines, transport } = recorded();
    const { calls } = open({ [GET_COURSE]: () => withVideo(unfinished), [`GET /api/media/${MEDIA_ID}`]: () => unfinished, [`DELETE /api/media/${MEDIA_ID}`]: () => null }, transport);
    const item = await lesson();
    await userEvent.upload(within(item).getByLabelText('上传视频'), megabytes('silent.mp4', 3));
    await userEvent.click(within(item).getByRole('button', { name: '换成“silent.mp4”' }));
    await waitFor(() => expect(lines[0]?.request.file.name).toBe('silent.mp4'));
    expect(lines[0]?.request).not.toHaveProperty('resumes');
    expect(calls).toContain(`DELETE /api/media/${MEDIA_ID}`);
  });

  it('says in its own words that a file is empty, and does not offer it again', async () => {
    const { lines, transport } = recorded();
    open({ [GET_COURSE]: () => withVideo(null) }, transport);
    const item = await lesson();
    await userEvent.upload(within(item).getByLabelText('上传视频'), megabytes('空.mp4', 0));
    act(() => lines[0]?.listener.refused({ kind: 'empty' }));
    expect(within(item).getByText('文件是空的（0 字节）。请检查原文件，再重新选择。')).toBeVisible();
    expect(within(item).queryByRole('button', { name: '再试一次' })).toBeNull();
    expect(within(item).getByLabelText('上传视频')).toBeInTheDocument();
  });

  it('sums a recording up as sound', async () => {
    const sound: Api['Media']['renditions'][number] = { name: 'sound', kind: 'sound', width: null, height: null, bandwidth: 64_000, averageBandwidth: 64_000, bytes: 300_000 };
    const media = someMedia({ kind: 'audio', renditions: [sound] });
    open({ [GET_COURSE]: () => withVideo(media), [`GET /api/media/${MEDIA_ID}`]: () => media });
    expect(await within(await lesson()).findByText(/^声音，共 /)).toBeVisible();
  });
});
