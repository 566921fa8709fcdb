import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someCourse, someMedia, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

import type { TransportListener, UploadTransport } from './uploads/upload-queue';

const MEDIA_ID = someMedia().id;
const COURSE = someCourse();

const withVideo = (media: Api['Media'] | null) => someCourse({ chapters: [{ id: 'ch', title: '第一讲', lessons: [{ id: someMedia().lessonId, title: '定中心', media }] }] });

function open(answers: Parameters<typeof renderConsole>[1], transport?: UploadTransport) {
  return renderConsole(
    `/courses/${COURSE.id}`,
    { 'GET /api/me': () => someone('instructor'), 'GET /api/todo': () => NOTHING_WAITS, 'GET /api/categories': () => ({ items: [] }), ...answers },
    transport,
  );
}

const GET_COURSE = `GET /api/teaching/courses/${COURSE.id}`;
const lesson = () => screen.findByRole('listitem', { name: '定中心' });

describe('the video of a lesson', () => {
  it.each<[string, Partial<Api['Media']>, string]>([
    ['next in the queue', { state: 'queued', queuePlace: 1 }, '排在下一个，马上开始转码。'],
    ['further back in the queue', { state: 'queued', queuePlace: 3 }, '排队等待转码，前面还有 2 个。'],
    ['being transcoded', { state: 'transcoding', progress: 43 }, '已完成 43 %，可以离开这一页，转码会继续。'],
    ['left half uploaded', { state: 'uploading' }, '“拉坯.mp4”上次没有传完。再选一次这个文件，会从断开的地方接着传。'],
    ['failed', { state: 'failed', failure: { code: 'no_picture', sentence: '这个文件没有画面，请换一个视频。' } }, '这个文件没有画面，请换一个视频。'],
    ['ready', {}, '8 分 12 秒 · 拉坯.mp4 · 50.0 MB'],
  ])('says how it stands: %s', async (_, changes, sentence) => {
    const media = someMedia(changes);
    open({ [GET_COURSE]: () => withVideo(media), [`GET /api/media/${MEDIA_ID}`]: () => media });
    expect(await within(await lesson()).findByText(sentence)).toBeVisible();
  });

  it('follows the transcoding until it is ready, and reads the course anew then', async () => {
    const steps = [someMedia({ state: 'transcoding', progress: 80 }), someMedia()];
    let current = someMedia({ state: 'queued', queuePlace: 1 });
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
    expect(within(item).getByText('1 种清晰度，共 10.0 MB')).toBeVisible();
  });

  it('tries a failed transcoding again', async () => {
    const failed = someMedia({ state: 'failed', failure: { code: 'interrupted', sentence: '转码中断，请重试。' } });
    const queued = someMedia({ state: 'queued', queuePlace: 2 });
    open({ [GET_COURSE]: () => withVideo(failed), [`POST /api/media/${MEDIA_ID}/retry`]: () => queued, [`GET /api/media/${MEDIA_ID}`]: () => queued });
    await userEvent.click(within(await lesson()).getByRole('button', { name: '重新转码' }));
    expect(await within(await lesson()).findByText('排队等待转码，前面还有 1 个。')).toBeVisible();
  });

  it('says why a retry is not taken', async () => {
    const failed = someMedia({ state: 'failed', failure: { code: 'interrupted', sentence: '转码中断，请重试。' } });
    open({ [GET_COURSE]: () => withVideo(failed), [`POST /api/media/${MEDIA_ID}/retry`]: () => problem(409, 'media_not_retryable') });
    await userEvent.click(within(await lesson()).getByRole('button', { name: '重新转码' }));
    expect(await within(await lesson()).findByRole('alert')).toHaveTextContent('题：media_not_retryable');
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
    expect(within(item).getByText('25.0 MB / 100.0 MB · 25 %')).toBeVisible();
    await userEvent.click(within(item).getByRole('button', { name: '暂停' }));
    expect(within(item).getByText('已暂停，传好的部分都保存着')).toBeVisible();
    await userEvent.click(within(item).getByRole('button', { name: '继续' }));
    taken = someMedia({ state: 'queued', queuePlace: 1 });
    act(() => line?.finished());
    expect(await within(item).findByText('排在下一个，马上开始转码。')).toBeVisible();
    expect(uploads.snapshot()).toEqual([]);
  });
});
