import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, fireEvent, screen } from '@testing-library/react';

import { line } from '../../../testing/line';
import { renderPage } from '../../../testing/render-page';

import { LessonDocument } from './lesson-document';

const page = (number: number) => ({ url: `/media/page-${number}.jpg`, width: 1200, height: 1697, bytes: 1000, text: number === 2 ? '' : `第 ${number} 页的话` });
const READING = 'POST /api/lesson-versions/lesson/reading';

/** jsdom lays nothing out: what is in view is said by the test. */
let seen: (page: number) => void;
const shown = jest.fn<(this: Element) => void>();

beforeEach(() => {
  line.reset();
  localStorage.clear();
  shown.mockClear();
  Element.prototype.scrollIntoView = function scrollIntoView(this: Element) {
    shown.call(this);
  };
  globalThis.IntersectionObserver = class {
    private readonly targets: Element[] = [];
    constructor(tell: (entries: { isIntersecting: boolean; target: Element }[]) => void) {
      seen = (number) => act(() => tell([{ isIntersecting: true, target: this.targets[number - 1]! }]));
    }
    observe(target: Element) {
      this.targets.push(target);
    }
    disconnect() {
      this.targets.length = 0;
    }
  } as unknown as typeof IntersectionObserver;
});

function open(next: { title: string; path: string } | null = null) {
  return renderPage(
    <LessonDocument lessonVersionId="lesson" title="讲义" next={next}>
      <h1>讲义</h1>
    </LessonDocument>,
  );
}

describe('a document', () => {
  it('shows every page with what is written on it, and leads to the next lesson', async () => {
    line.answer(READING, { course: { id: 'course', title: '课' }, lesson: { lessonVersionId: 'lesson', title: '讲义', chapterTitle: '' }, document: { pages: [1, 2, 3].map(page) } });
    open({ title: '第二课', path: '/next' });
    expect(await screen.findAllByRole('listitem')).toHaveLength(3);
    expect(screen.getByText('第 1 页的话')).toBeInTheDocument();
    expect(screen.getByText('第 2 页是图片，没有可以朗读的文字。')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: '下一课：第二课' })).toHaveAttribute('href', '/next');
  });

  it('says on which page one is, turns it, and begins there the next time', async () => {
    line.answer(READING, { course: { id: 'course', title: '课' }, lesson: { lessonVersionId: 'lesson', title: '讲义', chapterTitle: '' }, document: { pages: [1, 2, 3].map(page) } });
    const first = open();
    expect(await screen.findByText('第 1 / 3 页')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: '上一页' })).toBeDisabled();
    expect(shown).not.toHaveBeenCalled();
    seen(3);
    expect(screen.getByText('第 3 / 3 页')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: '下一页' })).toBeDisabled();
    fireEvent.click(screen.getByRole('button', { name: '上一页' }));
    expect(shown.mock.contexts[0]).toHaveAccessibleName('第 2 页，共 3 页');
    first.unmount();
    shown.mockClear();
    open();
    expect(await screen.findByText('第 3 / 3 页')).toBeInTheDocument();
    expect(shown.mock.contexts[0]).toHaveAccessibleName('第 3 页，共 3 页');
  });

  it('shows pages larger, and keeps that for every document', async () => {
    line.answer(READING, { course: { id: 'course', title: '课' }, lesson: { lessonVersionId: 'lesson', title: '讲义', chapterTitle: '' }, document: { pages: [page(1)] } });
    const first = open();
    expect(await screen.findByText('100 %')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: '缩小' })).toBeDisabled();
    fireEvent.click(screen.getByRole('button', { name: '放大' }));
    fireEvent.click(screen.getByRole('button', { name: '放大' }));
    expect(screen.getByText('200 %')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: '放大' })).toBeDisabled();
    first.unmount();
    open();
    expect(await screen.findByText('200 %')).toBeInTheDocument();
  });

  it('asks for new addresses when a page does not open', async () => {
    line.answer(READING, { course: { id: 'course', title: '课' }, lesson: { lessonVersionId: 'lesson', title: '讲义', chapterTitle: '' }, document: { pages: [page(1)] } });
    const { container } = open();
    await screen.findByRole('listitem');
    fireEvent.error(container.querySelector('img')!);
    expect(screen.getByText('这一页没有打开')).toBeInTheDocument();
    await act(async () => fireEvent.click(screen.getByRole('button', { name: '重新打开' })));
    expect(line.asked).toHaveLength(2);
    expect(container.querySelector('img')).toBeInTheDocument();
  });

  it.each([
    ['media_not_ready', 409, '正在准备文档'],
    ['media_taken_down', 410, '这一课已经下架'],
  ] as const)('says why it does not open: %s', async (code, status, words) => {
    line.refuse(READING, { code, status, title: '这一课已经下架', detail: '请学习别的课时。' });
    open();
    expect(await screen.findByText(new RegExp(words))).toBeInTheDocument();
  });
});
