import { EmptyState, LinkButton, Loading, PageTitle, ProblemNotice, Skeleton } from '@xuexi/ui';
import { Link } from 'react-router';

import { useFavourites } from '../../features/catalog/api/favourites';
import { CourseGrid } from '../../features/catalog/components/course-grid';
import { type MyCourse, useMyCourses } from '../../features/learning/api/get-my-courses';
import { MyCourseCard } from '../../features/learning/components/my-course-card';
import { useStrings } from '../../features/learning/use-strings';
import { useDocumentTitle } from '../../lib/document-title';

import styles from './my-learning-page.module.css';

/** 我的学习: what is under way, then what is finished. */
export default function MyLearningPage() {
  const t = useStrings();
  const courses = useMyCourses();
  const underway = courses.data?.filter((mine) => !isOver(mine)) ?? [];
  const finished = courses.data?.filter(isOver) ?? [];
  const favourites = useFavourites(false);
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
      {favourites.data && favourites.data.length > 0 && (
        <section className={styles.list}>
          <h2>{t('favourites')}</h2>
          <CourseGrid courses={favourites.data.map(({ course }) => course)} />
        </section>
      )}
    </div>
  );
}

/** Finished, or taken down. An optional lesson that is left does not keep a course under way. */
const isOver = ({ next, finished }: MyCourse) => next === null || finished;

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
