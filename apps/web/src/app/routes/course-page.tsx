import { Card, Loading, ProblemNotice, Skeleton, SkeletonText, TextLink } from '@xuexi/ui';
import { Link, useParams } from 'react-router';

import { useCourse } from '../../features/catalog/api/get-course';
import { CourseHead } from '../../features/catalog/components/course-head';
import { CourseOutline } from '../../features/catalog/components/course-outline';
import { LeaveCourse } from '../../features/catalog/components/leave-course';
import { Ratings } from '../../features/catalog/components/ratings';
import { VersionNotice } from '../../features/catalog/components/version-notice';
import { useStrings } from '../../features/catalog/use-strings';
import { QuizCard } from '../../features/quizzes/components/quiz-card';
import { ShareButton } from '../../features/points/components/share-button';
import { useDocumentTitle } from '../../lib/document-title';
import { useMe } from '../../lib/session';

import styles from './course-page.module.css';
import wide from './wide-page.module.css';

/** A course: what it is, what it is worth, its lessons. */
export default function CoursePage() {
  const t = useStrings();
  const { courseId = '' } = useParams();
  const guest = useMe() === null;
  const course = useCourse(courseId);
  useDocumentTitle(course.data?.title);
  return (
    <div className={wide.page}>
      <TextLink as={Link} to="/courses">
        {t('back')}
      </TextLink>
      {course.isLoadingError && <ProblemNotice error={course.error} onRetry={() => void course.refetch()} />}
      {course.isPending && <CourseToCome />}
      {course.data && (
        <>
          <CourseHead course={course.data} guest={guest} more={<ShareButton courseId={courseId} title={course.data.title} />} />
          {course.data.newVersion && <VersionNotice course={course.data} version={course.data.newVersion} />}
          <section className={styles.outline}>
            <h2>{t('outline')}</h2>
            <Card className={styles.lessons} padding="none">
              <CourseOutline course={course.data} />
            </Card>
          </section>
          <QuizCard courseId={courseId} guest={guest} />
          {!course.data.withdrawn && <Ratings course={course.data} />}
          {course.data.enrolled && <LeaveCourse course={course.data} />}
        </>
      )}
    </div>
  );
}

function CourseToCome() {
  return (
    <Loading className={styles.toCome}>
      <Skeleton className={styles.cover} />
      <SkeletonText lines={5} />
    </Loading>
  );
}
