import { Card, CourseCover, LinkButton, Loading, ProblemNotice, ProgressBar, Skeleton, SkeletonText, formatClock, formatDuration } from '@xuexi/ui';
import { Link } from 'react-router';

import { type MyCourse, toResume, useMyCourses } from '../api/get-my-courses';
import { useStrings } from '../use-strings';

import styles from './resume-card.module.css';

/** The one thing to go on with: the lesson that was watched last, or the way to a first one. */
export function ResumeCard() {
  const t = useStrings();
  const courses = useMyCourses();
  if (courses.isLoadingError) return <ProblemNotice error={courses.error} onRetry={() => void courses.refetch()} />;
  if (courses.data === undefined) {
    return (
      <Card>
        <Loading className={styles.resume}>
          <Skeleton className={styles.cover} />
          <SkeletonText lines={3} />
        </Loading>
      </Card>
    );
  }
  const current = toResume(courses.data);
  if (current?.next) return <Resume course={current.course} next={current.next} />;
  return (
    <Card as="section" className={styles.begin}>
      <h2>{t('beginTitle')}</h2>
      <p>{t('beginText')}</p>
      <LinkButton as={Link} to="/courses">
        {t('goCourses')}
      </LinkButton>
    </Card>
  );
}

function Resume({ course, next }: { course: MyCourse['course']; next: NonNullable<MyCourse['next']> }) {
  const t = useStrings();
  const { title, number, kind, resumeAt, durationSeconds, ready, lessonVersionId } = next;
  return (
    <Card as="section" className={styles.resume}>
      <div className={styles.cover}>
        <CourseCover title={course.title} category={course.category.name} seed={course.id} />
      </div>
      <div className={styles.text}>
        <p className={styles.label}>{t('resumeLabel', { number })}</p>
        <h2>{title}</h2>
        {kind !== 'document' && <ProgressBar value={resumeAt / Math.max(1, durationSeconds)} label={t('progressOf', { title })} />}
        <p className={styles.where}>{useWhere(next)}</p>
        {ready ? (
          <LinkButton as={Link} to={`/courses/${course.id}/lessons/${lessonVersionId}`}>
            {t('continue')}
          </LinkButton>
        ) : (
          <LinkButton as={Link} to={`/courses/${course.id}`} variant="secondary">
            {t('seeCourse')}
          </LinkButton>
        )}
      </div>
    </Card>
  );
}

function useWhere({ kind, ready, resumeAt, durationSeconds }: NonNullable<MyCourse['next']>): string {
  const t = useStrings();
  if (!ready) return t('resumePreparing');
  if (kind === 'document') return t('resumeDocument');
  if (resumeAt === 0) return t('resumeNew', { duration: formatDuration(durationSeconds) });
  return t('resumeAt', { at: formatClock(resumeAt), left: formatDuration(durationSeconds - resumeAt) });
}
