import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Card, EmptyState, formatDateTime, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { LinkButton } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { TodoPanel } from '../../components/todo-panel';
import { useScopePath } from '../../components/use-scope-path';

import { CourseState } from './course-state';
import styles from './courses-page.module.css';
import { type TaughtCourse, useTaughtCourses } from './use-teaching';

/** 课程: what the instructor teaches, with the state of each course, beside what waits for them and `Space`, what their files take. */
export function CoursesPage({ Space }: { Space: ComponentType }) {
  const { t } = useTranslation('catalog');
  const scope = useScopePath('course.write');
  const courses = useTaughtCourses();
  return (
    <>
      <PageHead
        path={scope}
        title={t('courses.title')}
        lead={t('courses.lead')}
        actions={<LinkButton to="/courses/new">{t('courses.new')}</LinkButton>}
      />
      <div className={styles.two}>
        <Answer query={courses} skeleton={<ListSkeleton />}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t('courses.empty')} action={<LinkButton to="/courses/new">{t('courses.new')}</LinkButton>}>
                {t('courses.emptyDetail')}
              </EmptyState>
            ) : (
              <Card as="ul" padding="none" className={styles.list} aria-label={t('courses.list')}>
                {items.map((course) => (
                  <li key={course.id}>
                    <CourseRow course={course} />
                  </li>
                ))}
              </Card>
            )
          }
        </Answer>
        <div className={styles.aside}>
          <TodoPanel />
          <Space />
        </div>
      </div>
    </>
  );
}

function CourseRow({ course }: { course: TaughtCourse }) {
  const { t } = useTranslation('catalog');
  const { lessonCount, readyLessons, failedLessons, publishedVersion, state } = course;
  return (
    <Link to={`/courses/${course.id}`} className={styles.row}>
      <span className={styles.head}>
        <b>{course.title}</b>
        <CourseState state={state} />
      </span>
      <span className={styles.facts}>
        <span>{course.category.name}</span>
        <span>{lessonCount === 0 ? t('courses.noLessons') : t('courses.lessons', { ready: readyLessons, count: lessonCount })}</span>
        {failedLessons > 0 && <span className={styles.failed}>{t('courses.failed', { count: failedLessons })}</span>}
        {publishedVersion !== null && <span>{t('courses.version', { version: publishedVersion })}</span>}
        <span>{t('courses.updated', { time: formatDateTime(course.updatedAt) })}</span>
      </span>
      {state === 'returned' && course.reviewNote !== null && <span className={styles.note}>{t('courses.note', { note: course.reviewNote })}</span>}
    </Link>
  );
}

function ListSkeleton() {
  return (
    <Loading>
      <Card>
        <SkeletonText lines={9} />
      </Card>
    </Loading>
  );
}
