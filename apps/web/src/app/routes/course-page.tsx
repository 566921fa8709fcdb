import { Card, Loading, ProblemNotice, Skeleton, SkeletonText, TextLink } from '@xuexi/ui';
import { Link, useParams } from 'react-router';

import { useCourse } from '../../features/catalog/api/get-course';
import { CourseHead } from '../../features/catalog/components/course-head';
import { CourseOutline } from '../../features/catalog/components/course-outline';
import { useStrings } from '../../features/catalog/use-strings';
import { useDocumentTitle } from '../../lib/document-title';
import { useMe } from '../../lib/session';

import styles from './course-page.module.css';

/** A course: what it is, what it is worth, its lessons. */
export default function CoursePage() {
  const t = useStrings();
  const { courseId = '' } = useParams();
  const guest = useMe() === null;
  const course = useCourse(courseId);
  useDocumentTitle(course.data?.title);
  return (
    <div className={styles.page}>
      <TextLink as={Link} to="/courses">
        {t('back')}
      </TextLink>
      {course.isLoadingError && <ProblemNotice error={course.error} onRetry={() => void course.refetch()} />}
      {course.isPending && <CourseToCome />}
      {course.data && (
        <>
          <CourseHead course={course.data} guest={guest} />
          <section className={styles.outline}>
            <h2>{t('outline')}</h2>
            <Card className={styles.lessons} padding="none">
              <CourseOutline course={course.data} />
            </Card>
          </section>
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
