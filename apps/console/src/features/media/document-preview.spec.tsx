import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, someCourse, someMedia, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const media = someMedia({ kind: 'document', pages: 2, durationSeconds: 0, renditions: [] });
const course = someCourse({ chapters: [{ id: 'ch', title: '第一讲', lessons: [{ id: media.lessonId, title: '讲义', required: true, media }] }] });
const page = (number: number, text: string) => ({ url: `/media/page-${number}.jpg`, width: 1200, height: 1697, bytes: 1000, text });

describe('the preview of a document', () => {
  it('shows every page with what is written there', async () => {
    renderConsole(`/courses/${course.id}`, {
      'GET /api/me': () => someone('instructor'),
      'GET /api/todo': () => NOTHING_WAITS,
      'GET /api/categories': () => ({ items: [] }),
      [`GET /api/teaching/courses/${course.id}`]: () => course,
      [`GET /api/media/${media.id}`]: () => media,
      [`GET /api/media/${media.id}/pages`]: () => ({ pages: [page(1, '打开手机'), page(2, '')] }),
    });
    await userEvent.click(await screen.findByRole('button', { name: '预览' }));
    const pages = await screen.findByRole('list', { name: '讲义预览' });
    expect(within(pages).getByRole('img', { name: '打开手机' })).toHaveAttribute('src', '/media/page-1.jpg');
    expect(within(pages).getByRole('img', { name: '这一页是图片，没有可以朗读的文字。' })).toBeInTheDocument();
    expect(within(pages).getByText('第 2 页，共 2 页')).toBeInTheDocument();
  });
});
