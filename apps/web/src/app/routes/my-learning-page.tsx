import { EmptyState, LinkButton, Loading, PageTitle, ProblemNotice, Skeleton } from '@xuexi/ui';
import { Link } from 'react-router';

import { type MyCourse, useMyCourses } from '../../features/learning/api/get-my-courses';
import { MyCourseCard } from '../../features/learning/components/my-course-card';
import { useStrings } from '../../features/learning/use-strings';
import { useDocumentTitle } from '../../lib/document-title';

import styles from './my-learning-page.module.css';

/** 我的学习: what is under way, then what is finished. */
export default function MyLearningPage() {
  const t = useStrings();
  const courses = useMyCourses();
  const underway = courses.data?.filter(({ next }) => next !== null) ?? [];
  const finished = courses.data?.filter(({ next }) => next === null) ?? [];
  useDocumentTitle(t('myTitle'));
  return (
    <div className={styles.page}>
      <PageTitle lead={t('myLead')}>{t('myTitle')}</PageTitle>
      {courses.isLoadingError && <ProblemNotice error={courses.error} onRetry={() => void courses.refetch()} />}
      {courses.isPending && (
        <Loading className={styles.list}>
          <Skeleton className={styles.toCome} />
          <Skeleton className={styles.toCome} />
        </Loading>
      )}
      {courses.data?.length === 0 && (
        <EmptyState
          title={t('noneTitle')}
          action={
            <LinkButton as={Link} to="/courses">
              {t('goCourses')}
            </LinkButton>
          }
        >
          {t('noneText')}
        </EmptyState>
      )}
      <Courses title={t('underway')} courses={underway} />
      <Courses title={t('finished')} courses={finished} />
    </div>
  );
}

function Courses({ title, courses }: { title: string; courses: readonly MyCourse[] }) {
  if (courses.length === 0) return null;
  return (
    <section className={styles.list}>
      <h2>{title}</h2>
      {courses.map((mine) => (
        <MyCourseCard key={mine.course.id} mine={mine} />
      ))}
    </section>
  );
}
