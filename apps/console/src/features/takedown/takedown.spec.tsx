import { describe, expect, it } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const ME = { 'GET /api/me': () => someone('region_admin'), 'GET /api/todo': () => NOTHING_WAITS, 'GET /api/regions': () => ({ items: [] }) };

const course = (takenDown: Api['PublishedCourseDetail']['lessons'][number]['takenDown']): Api['PublishedCourseDetail'] => ({
  id: 'c1',
  title: '八段锦入门',
  instructorName: '余师傅',
  regionName: '新厂街道',
  publishedAt: '2026-11-20T06:00:00.000Z',
  lessonCount: 1,
  takenDown: takenDown === null ? 0 : 1,
  withdrawn: null,
  lessons: [{ mediaId: 'm1', chapterTitle: '第一章', title: '起势', durationSeconds: 431, kind: 'video', takenDown }],
});

describe('a published lesson', () => {
  it('is looked at before it is taken down, with its captions and when they were changed', async () => {
    const track = { id: 't1', mediaId: 'm1', language: 'zh-CN', label: '中文', dialect: false, version: 2, cueCount: 1, changedAt: '2026-11-22T06:00:00.000Z' };
    renderConsole('/published-courses/c1', {
      ...ME,
      'GET /api/published-courses/c1/ratings': () => ({ items: [] }),
      'GET /api/published-courses/c1': () => course(null),
      'GET /api/media/m1/captions': () => ({ items: [track] }),
      'GET /api/captions/t1': () => ({ track, durationMs: 4000, cues: [{ startMs: 1000, endMs: 3000, text: '两脚分开' }] }),
      'GET /api/media/m1/preview': () => ({ kind: 'video', masterUrl: '/m.m3u8', posterUrl: null, audioUrl: null, previewsUrl: null, captions: [{ ...track, url: '/t1.vtt' }], renditions: [], durationSeconds: 431 }),
    });
    expect(await screen.findByText('余师傅修改于 2026-11-22 14:00')).toBeVisible();
    await userEvent.click(screen.getByText('字幕“中文”，1 句'));
    expect(await screen.findByText('两脚分开')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '查看“起势”' }));
    const video = await screen.findByLabelText('起势预览');
    expect(video.querySelector('track[default]')).toHaveAttribute('label', '中文');
  });

  it('is found in the list of courses', async () => {
    renderConsole('/published-courses', { ...ME, 'GET /api/published-courses': () => ({ items: [course(null)], total: 1, page: 1, pageSize: 20 }) });
    expect(await screen.findByRole('link', { name: '八段锦入门' })).toHaveAttribute('href', '/published-courses/c1');
  });

  it('is taken down with a reason only, and restored', async () => {
    let down: ReturnType<typeof course>['lessons'][number]['takenDown'] = null;
    renderConsole('/published-courses/c1', {
      ...ME,
      'GET /api/published-courses/c1/ratings': () => ({ items: [] }),
      'GET /api/published-courses/c1': () => course(down),
      'POST /api/media/m1/takedown': () => {
        down = { at: '2026-11-22T06:00:00.000Z', reason: '画面里有未公开的个人信息' };
        return null;
      },
      'POST /api/media/m1/restoration': () => {
        down = null;
        return null;
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: '下架' }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: '下架' }));
    expect(within(dialog).getByText('请写明下架的理由')).toBeVisible();
    expect(down).toBeNull();
    await userEvent.type(within(dialog).getByRole('textbox'), '画面里有未公开的个人信息');
    await userEvent.click(within(dialog).getByRole('button', { name: '下架' }));
    expect(await screen.findByText(/下架：画面里有未公开的个人信息/)).toBeVisible();
    await userEvent.click(await screen.findByRole('button', { name: '恢复' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '恢复' }));
    expect(await screen.findByText('可以学习')).toBeVisible();
  });
});

describe('a published course', () => {
  const whole = (withdrawn: Api['PublishedCourseDetail']['withdrawn']) => ({ ...course(null), lessons: [], withdrawn });

  it('is taken down as a whole with a reason, and restored', async () => {
    let withdrawn: Api['PublishedCourseDetail']['withdrawn'] = null;
    renderConsole('/published-courses/c1', {
      ...ME,
      'GET /api/published-courses/c1': () => whole(withdrawn),
      'GET /api/published-courses/c1/ratings': () => ({ items: [] }),
      'POST /api/published-courses/c1/withdrawal': ({ body }) => {
        withdrawn = { at: '2026-11-22T06:00:00.000Z', reason: (body as { reason: string }).reason };
        return null;
      },
      'POST /api/published-courses/c1/restoration': () => {
        withdrawn = null;
        return null;
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: '下架整门课程' }));
    const dialog = await screen.findByRole('dialog', { name: '下架《八段锦入门》' });
    expect(dialog).toHaveTextContent('学分都保留');
    await userEvent.type(within(dialog).getByRole('textbox'), '内容已经过时');
    await userEvent.click(within(dialog).getByRole('button', { name: '下架' }));
    expect(await screen.findByText(/下架：内容已经过时/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '恢复整门课程' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '恢复' }));
    expect(await screen.findByRole('button', { name: '下架整门课程' })).toBeVisible();
  });

  it('shows comments as they were written, and hides one with a reason', async () => {
    let hidden: Api['JudgedRating']['hidden'] = null;
    renderConsole('/published-courses/c1', {
      ...ME,
      'GET /api/published-courses/c1': () => whole(null),
      'GET /api/published-courses/c1/ratings': () => ({ items: [{ id: 'r1', stars: 2, comment: '<b>加群</b>', name: '王*', at: '2026-11-22T06:00:00.000Z', hidden }] }),
      'POST /api/ratings/r1/hiding': ({ body }) => {
        hidden = { at: '2026-11-22T06:00:00.000Z', reason: (body as { reason: string }).reason };
        return null;
      },
    });
    expect(await screen.findByText('<b>加群</b>')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '隐藏' }));
    const dialog = await screen.findByRole('dialog', { name: '隐藏这条评论' });
    await userEvent.type(within(dialog).getByRole('textbox'), '是广告');
    await userEvent.click(within(dialog).getByRole('button', { name: '隐藏' }));
    expect(await screen.findByText(/隐藏：是广告/)).toBeVisible();
  });
});
