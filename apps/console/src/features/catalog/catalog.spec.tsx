import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someCourse, someMedia, someone } from '../../../testing/fixtures';
import { renderConsole } from '../../../testing/render-console';

const COURSE = someCourse();
const EDITOR = `/courses/${COURSE.id}`;
const INSTRUCTOR = {
  'GET /api/me': () => someone('instructor'),
  'GET /api/todo': () => NOTHING_WAITS,
  'GET /api/categories': () => ({ items: [{ code: 'arts', name: '人文艺术' }, { code: 'health', name: '养生保健' }] }),
};
const course = (changes: Parameters<typeof someCourse>[0] = {}) => ({ [`GET /api/teaching${EDITOR}`]: () => someCourse(changes) });

describe('a new course', () => {
  it('shows each fault beside its field, and nothing else', async () => {
    renderConsole('/courses/new', {
      ...INSTRUCTOR,
      'POST /api/teaching/courses': () => problem(400, 'invalid_input', [{ field: 'title', message: '请填写标题' }, { field: 'categoryCode', message: '请选择分类' }]),
    });
    await userEvent.click(await screen.findByRole('button', { name: '建立课程' }));
    await waitFor(() => expect(screen.getByLabelText('课程名称')).toBeInvalid());
    expect(screen.getByLabelText('课程名称')).toHaveAccessibleDescription(/^请填写标题/);
    expect(screen.getByLabelText('分类')).toHaveAccessibleDescription('请选择分类');
    expect(screen.getAllByRole('alert')).toHaveLength(2);
  });

  it('opens in the editor', async () => {
    let sent: unknown;
    renderConsole('/courses/new', {
      ...INSTRUCTOR,
      ...course(),
      'POST /api/teaching/courses': ({ body }) => {
        sent = body;
        return COURSE;
      },
    });
    await userEvent.type(await screen.findByLabelText('课程名称'), '拉坯入门');
    await userEvent.selectOptions(await screen.findByLabelText('分类'), '人文艺术');
    await userEvent.click(screen.getByRole('button', { name: '建立课程' }));
    expect(await screen.findByRole('heading', { level: 1, name: '拉坯入门' })).toBeVisible();
    expect(sent).toEqual({ title: '拉坯入门', summary: '', categoryCode: 'arts' });
  });
});

describe('the course editor', () => {
  it('lists what is missing and does not let it be submitted before', async () => {
    renderConsole(EDITOR, { ...INSTRUCTOR, ...course() });
    const submission = await screen.findByRole('region', { name: '提交审核' });
    expect(within(submission).getByText('“定中心”还没有内容，请上传。')).toBeVisible();
    expect(within(submission).getByRole('button', { name: '提交审核' })).toBeDisabled();
  });

  it('submits a course that has everything, and is closed while it waits', async () => {
    renderConsole(EDITOR, {
      ...INSTRUCTOR,
      ...course({ missing: [] }),
      [`POST /api/teaching${EDITOR}/submission`]: () => someCourse({ state: 'in_review', editable: false, submittedAt: '2026-11-22T06:30:00.000Z' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: '提交审核' }));
    expect(await screen.findByText('2026-11-22 14:30 提交，正在等审核。审核结束前不能修改。')).toBeVisible();
    expect(screen.getByLabelText('课程名称')).toBeDisabled();
    expect(screen.queryByRole('button', { name: '添加章节' })).not.toBeInTheDocument();
    expect(screen.queryByLabelText('上传视频')).not.toBeInTheDocument();
  });

  it('shows what the reviewer wrote', async () => {
    renderConsole(EDITOR, { ...INSTRUCTOR, ...course({ state: 'returned', reviewNote: '第 1 课声音太小。' }) });
    expect(await screen.findByText('第 1 课声音太小。')).toBeVisible();
  });

  it('adds a lesson, and says beside the field why a title is not taken', async () => {
    const chapter = COURSE.chapters[0];
    if (chapter === undefined) throw new Error('the course has a chapter');
    const answers = [
      problem(400, 'invalid_input', [{ field: 'title', message: '请填写标题' }]),
      someCourse({ chapters: [{ ...chapter, lessons: [...chapter.lessons, { id: 'l2', title: '开口', required: true, media: null }] }] }),
    ];
    renderConsole(EDITOR, { ...INSTRUCTOR, ...course(), [`POST /api/teaching/chapters/${chapter.id}/lessons`]: () => answers.shift() });
    const field = await screen.findByLabelText('新课时的名称');
    await userEvent.type(field, ' {Enter}');
    await waitFor(() => expect(field).toHaveAccessibleDescription('请填写标题'));
    await userEvent.type(field, '开口{Enter}');
    expect(await screen.findByRole('listitem', { name: '开口' })).toBeVisible();
    expect(field).toHaveValue('');
    expect(field).not.toHaveAttribute('aria-invalid');
  });

  it('asks before a lesson is removed', async () => {
    const { calls } = renderConsole(EDITOR, {
      ...INSTRUCTOR,
      ...course(),
      'DELETE /api/teaching/lessons/01900000-0000-7000-8000-0000000000d1': () => someCourse({ chapters: [] }),
    });
    const lesson = await screen.findByRole('listitem', { name: '定中心' });
    await userEvent.click(within(lesson).getByRole('button', { name: '删除' }));
    expect(calls.some((call) => call.startsWith('DELETE'))).toBe(false);
    await userEvent.click(within(screen.getByRole('dialog', { name: '删除课时“定中心”' })).getByRole('button', { name: '删除' }));
    await waitFor(() => expect(screen.queryByRole('listitem', { name: '定中心' })).not.toBeInTheDocument());
  });
});

describe('a review', () => {
  const WAITING = someCourse({ state: 'in_review', editable: false, submittedAt: '2026-11-20T06:30:00.000Z', chapters: [{ id: 'ch', title: '第一讲', lessons: [{ id: 'l', title: '定中心', required: true, media: someMedia() }] }] });
  const REVIEWER = {
    'GET /api/me': () => someone('reviewer'),
    'GET /api/todo': () => NOTHING_WAITS,
    'GET /api/reviews': () => ({ items: [] }),
    [`GET /api/reviews/${COURSE.id}`]: () => WAITING,
  };
  const decision = `POST /api/reviews/${COURSE.id}/decision`;

  it('does not return a course without saying what to change', async () => {
    const { calls } = renderConsole(`/reviews/${COURSE.id}`, { ...REVIEWER, [decision]: () => someCourse({ state: 'returned' }) });
    await userEvent.click(await screen.findByRole('button', { name: '退回修改' }));
    expect(screen.getByLabelText('要改什么')).toHaveAccessibleDescription(/^请写明要改什么/);
    expect(calls).not.toContain(decision);
    await userEvent.type(screen.getByLabelText('要改什么'), '声音太小');
    expect(screen.getByLabelText('要改什么')).not.toHaveAttribute('aria-invalid');
    await userEvent.click(screen.getByRole('button', { name: '退回修改' }));
    expect(await screen.findByText('“拉坯入门”已退回，教师会看到审核意见。')).toBeVisible();
  });

  it('publishes after a question, and says when somebody else was quicker', async () => {
    const answers = [problem(409, 'course_not_in_review'), someCourse({ state: 'published' })];
    renderConsole(`/reviews/${COURSE.id}`, { ...REVIEWER, [decision]: () => answers.shift() });
    await userEvent.click(await screen.findByRole('button', { name: '通过并发布' }));
    const dialog = screen.getByRole('dialog', { name: '通过并发布“拉坯入门”' });
    await userEvent.click(within(dialog).getByRole('button', { name: '通过并发布' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('题：course_not_in_review。解：course_not_in_review');
    await userEvent.click(within(dialog).getByRole('button', { name: '通过并发布' }));
    expect(await screen.findByText('“拉坯入门”已发布，学员现在可以学习。')).toBeVisible();
  });
});
