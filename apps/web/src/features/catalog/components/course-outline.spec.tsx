import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';

import { renderPage } from '../../../testing/render-page';
import { sampleCourse, sampleLesson } from '../../../testing/samples';

import { lessonAfter, nextLesson } from '../lesson-paths';

import { CourseHead } from './course-head';
import { CourseOutline } from './course-outline';

const progress = (over: object) => ({ coveredSeconds: 0, resumeAt: 0, completed: false, credited: null, corrected: false, units: 0, credits: '0.00', ...over });
const course = sampleCourse([
  { title: '泥与水', lessons: [sampleLesson('a', { progress: progress({ completed: true, credited: true, units: 35_680 }) }), sampleLesson('b', { progress: progress({ completed: true, credited: false }) })] },
  { title: '火', lessons: [sampleLesson('c', { ready: false }), sampleLesson('d', { progress: progress({ resumeAt: 392 }) }), sampleLesson('e')] },
]);

describe('the outline of a course', () => {
  it('says of each lesson how far one is, and leads to those that can be seen', () => {
    renderPage(<CourseOutline course={course} />);
    const rows = ['a', 'b', 'd', 'e'].map((id) => screen.getByRole('link', { name: new RegExp(`课时 ${id}`) }));
    expect(rows.map((row) => row.textContent)).toEqual([
      '✓课时 a14:52 · 学完+0.33 学分',
      '✓课时 b14:52 · 已学完 · 未计分0.33 学分',
      '4课时 d14:52 · 学到 06:320.33 学分',
      '5课时 e14:52 · 未学0.33 学分',
    ]);
    expect(rows[2]).toHaveAttribute('href', '/courses/course/lessons/d');
    expect(screen.queryByRole('link', { name: /课时 c/ })).not.toBeInTheDocument();
    expect(screen.getByText(/正在准备/)).toBeInTheDocument();
  });

  it('says of a lesson that was corrected that nothing of it counts, and of a paid one what it was paid, whatever it is worth today', () => {
    const taken = progress({ completed: true, credited: false, corrected: true });
    renderPage(<CourseOutline course={sampleCourse([{ title: '', lessons: [sampleLesson('a', { progress: taken }), sampleLesson('b', { progress: progress({ completed: true, credited: true, units: 54_000 }) }), sampleLesson('c', { ready: false, progress: taken })] }])} />);
    expect(screen.getAllByRole('listitem').slice(1).map((row) => row.textContent)).toEqual(['✓课时 a14:52 · 学完 · 学分已更正0.00 学分', '✓课时 b14:52 · 学完+0.50 学分', '✓课时 c14:52 · 正在准备 · 学分已更正0.00 学分']);
  });

  it('says of a worth below 0.01 that it is more than nothing', () => {
    const small = { units: 960, credits: '0.00' };
    renderPage(<CourseOutline course={sampleCourse([{ title: '', lessons: [sampleLesson('a', { ...small, progress: progress({ completed: true, credited: true, units: 960 }) }), sampleLesson('b', small)] }])} />);
    expect(screen.getAllByText('不足 0.01 学分')).toHaveLength(2);
  });

  it('marks the lesson that is open', () => {
    renderPage(<CourseOutline course={course} current="d" />);
    expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent('课时 d');
  });

  it('goes on with the first lesson that is ready and not complete', () => {
    expect(nextLesson(course)?.lessonVersionId).toBe('d');
    expect(lessonAfter(course, 'd')?.lessonVersionId).toBe('e');
    expect(lessonAfter(course, 'e')).toBeNull();
    expect(lessonAfter(course, 'unknown')).toBeNull();
  });
});

describe('the head of a course', () => {
  it.each([
    ['a learner who has begun', course, false, '继续学习', '/courses/course/lessons/d'],
    ['a learner who has not', sampleCourse([{ title: '', lessons: [sampleLesson('a')] }]), false, '开始学习', '/courses/course/lessons/a'],
    ['a learner who is through', sampleCourse([{ title: '', lessons: [sampleLesson('a', { progress: progress({ completed: true, credited: true }) })] }]), false, '再看一遍', '/courses/course/lessons/a'],
    ['a guest', course, true, '登录后开始学', '/login?next=%2Fcourses%2Fcourse'],
  ])('shows %s the one way in', (_, which, guest, label, href) => {
    renderPage(<CourseHead course={which} guest={guest} />, '/courses/course');
    expect(screen.getByRole('link', { name: label })).toHaveAttribute('href', href);
  });

  it('says that everything is still being prepared', () => {
    renderPage(<CourseHead course={sampleCourse([{ title: '', lessons: [sampleLesson('a', { ready: false })] }])} guest={false} />);
    expect(screen.getByRole('status')).toHaveTextContent('课程内容正在准备');
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});
