import { line } from '../../../testing/line';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../testing/render-page';
import { sampleCourse, sampleLesson } from '../../../testing/samples';

import type { CourseData } from '../api/get-course';

import { CourseHead } from './course-head';
import { CourseOutline } from './course-outline';
import { LeaveCourse } from './leave-course';
import { Ratings } from './ratings';
import { VersionNotice } from './version-notice';

const course = (over: Partial<CourseData> = {}) => sampleCourse([{ title: '', lessons: [sampleLesson('a')] }], over);
const joining = (over: Partial<CourseData['joining']>) => course({ joining: { rule: 'open', organisations: [], member: false, prerequisites: [], ...over } });

beforeEach(() => {
  line.reset();
  line.answer('GET /api/my/favourites', { items: [] });
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
});

describe('a course that not everyone may join', () => {
  it('asks for the code, which a link brings along, and says when it does not fit', async () => {
    line.refuse('POST /api/courses/course/enrolment', { status: 409, code: 'invitation_invalid', title: '邀请码不能用', detail: '请核对邀请码。' });
    renderPage(<CourseHead course={joining({ rule: 'invitation' })} guest={false} />, '/courses/course?code=ABCD-2345');
    expect(screen.queryByRole('link', { name: '开始学习' })).not.toBeInTheDocument();
    expect(screen.getByLabelText('邀请码')).toHaveValue('ABCD-2345');
    await userEvent.click(screen.getByRole('button', { name: '加入课程' }));
    expect(await screen.findByText(/邀请码不能用/)).toBeInTheDocument();
    expect(line.asked.at(-1)?.body).toEqual({ code: 'ABCD-2345' });
  });

  it('lets whoever has joined go on, whatever the rule is now', () => {
    renderPage(<CourseHead course={{ ...joining({ rule: 'invitation' }), enrolled: true }} guest={false} />);
    expect(screen.getByRole('link', { name: '开始学习' })).toBeInTheDocument();
  });

  it('names the organisations whose members may join', () => {
    renderPage(<CourseHead course={joining({ rule: 'organisation', organisations: ['市第一陶瓷厂', '市老年大学'] })} guest={false} />);
    expect(screen.getByText(/市第一陶瓷厂、市老年大学/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /去选单位/ })).toHaveAttribute('href', '/me/belonging');
  });

  it('leads to the courses that come first', () => {
    renderPage(<CourseHead course={joining({ prerequisites: [{ id: 'p', title: '拉坯入门', finished: false }] })} guest={false} />);
    expect(screen.getByRole('link', { name: '拉坯入门' })).toHaveAttribute('href', '/courses/p');
    expect(screen.getByText('还没学完')).toBeInTheDocument();
  });

  it('opens nothing once it is withdrawn, and says what stays', () => {
    renderPage(<CourseHead course={course({ enrolled: true, withdrawn: true })} guest={false} />);
    expect(screen.getByText('这门课程已经下架')).toBeInTheDocument();
    renderPage(<CourseOutline course={course({ enrolled: true, withdrawn: true })} />);
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});

describe('a newer version', () => {
  const version = { versionId: 'v2', publishedAt: '2026-11-20T06:00:00.000Z', added: ['包子'], removed: [], changed: ['和面'], kept: 3 };

  it('says what it changes, and is chosen only after it was said what stays', async () => {
    line.answer('POST /api/courses/course/enrolment/version');
    renderPage(<VersionNotice course={course({ enrolled: true })} version={version} />);
    expect(screen.getByText('增加 1 课：“包子”。')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '换到新版本' }));
    const dialog = screen.getByRole('dialog', { name: '换到新版本' });
    expect(within(dialog).getByText(/3 课已经学完/)).toBeInTheDocument();
    expect(line.asked.some(({ method }) => method === 'POST')).toBe(false);
    await userEvent.click(within(dialog).getByRole('button', { name: '换到新版本' }));
    expect(line.asked.find(({ method }) => method === 'POST')?.body).toEqual({ versionId: 'v2' });
  });
});

it('a course is left after it was said that progress and credits stay', async () => {
  line.answer('DELETE /api/courses/course/enrolment');
  renderPage(<LeaveCourse course={joining({ rule: 'invitation' })} />);
  await userEvent.click(screen.getByRole('button', { name: '退出课程' }));
  const dialog = screen.getByRole('dialog');
  expect(dialog).toHaveTextContent('学分都保留');
  expect(dialog).toHaveTextContent('新的邀请码');
  await userEvent.click(within(dialog).getByRole('button', { name: '退出课程' }));
  expect(line.asked.at(-1)?.method).toBe('DELETE');
});

it('an optional lesson is marked, and a course is complete without it', () => {
  const done = { coveredSeconds: 892, resumeAt: 0, completed: true, credited: true, corrected: false, units: 35_680, credits: '0.33' };
  const mixed = sampleCourse([{ title: '', lessons: [sampleLesson('a', { progress: done }), sampleLesson('b', { required: false })] }]);
  renderPage(<CourseOutline course={mixed} />);
  expect(screen.getByRole('link', { name: /课时 b/ })).toHaveTextContent('选修');
  renderPage(<CourseHead course={mixed} guest={false} />);
  expect(screen.getByRole('progressbar', { name: '已学完 1 课，共 1 课' })).toBeInTheDocument();
});

describe('ratings', () => {
  const page = (over: object) => ({ items: [], total: 0, page: 1, pageSize: 10, rating: null, mayRate: false, mine: null, ...over });

  it('are given by whoever has learned something, and shown as they were written', async () => {
    const own = { id: 'r', stars: 4, comment: '<img src=x onerror=alert(1)>', name: '王*', at: '2026-11-20T06:00:00.000Z', own: false };
    line.answer('GET /api/courses/course/ratings', page({ items: [own], total: 1, rating: { average: '4.0', count: 1 }, mayRate: true }));
    line.answer('PUT /api/courses/course/rating');
    renderPage(<Ratings course={course()} />);
    expect(await screen.findByText('<img src=x onerror=alert(1)>')).toBeInTheDocument();
    expect(screen.getByText('4.0 · 1 人评价', { exact: false })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: '提交评价' })).toBeDisabled();
    await userEvent.click(screen.getByRole('radio', { name: '5 颗星' }));
    await userEvent.type(screen.getByLabelText('说说学得怎么样'), '听得懂');
    await userEvent.click(screen.getByRole('button', { name: '提交评价' }));
    expect(line.asked.find(({ method }) => method === 'PUT')?.body).toEqual({ stars: 5, comment: '听得懂' });
  });

  it('say when they can be given, and why a comment is hidden', async () => {
    line.answer('GET /api/courses/course/ratings', page({}));
    renderPage(<Ratings course={course()} />);
    expect(await screen.findByText('学完一课以后，就可以评价。')).toBeInTheDocument();
  });
});
