import { Card, CourseCover, LinkButton, ProgressBar, TextLink } from '@xuexi/ui';
import { Link } from 'react-router';

import { DueDate } from '../../../components/due-date';

import type { MyCourse } from '../api/get-my-courses';
import { useStrings } from '../use-strings';

import styles from './my-course-card.module.css';

/** A course one learns: how far, and where it goes on. */
export function MyCourseCard({ mine }: { mine: MyCourse }) {
  const t = useStrings();
  const { course, completedLessons, lessonsToComplete, next, withdrawn, newVersion, finished, dueOn } = mine;
  const facts = withdrawn ? [t('withdrawn')] : next === null ? [t('allDone', { all: lessonsToComplete })] : lessonsToComplete === 0 ? [t('onlyDocuments')] : [t('learned', { done: completedLessons, all: lessonsToComplete })];
  if (next !== null) facts.push(next.ready ? t('nextUp', { title: next.title }) : t('nextPreparing'));
  if (newVersion) facts.push(t('newVersion'));
  const page = `/courses/${course.id}`;
  return (
    <Card as="article" className={styles.course}>
      <Link className={styles.cover} to={page} tabIndex={-1} aria-hidden="true">
        <CourseCover title={course.title} category={course.category.name} seed={course.id} />
      </Link>
      <div className={styles.text}>
        <h3>
          <Link to={page}>{course.title}</Link>
        </h3>
        <ProgressBar value={completedLessons / Math.max(1, lessonsToComplete)} label={t('progressOf', { title: course.title })} tone={finished ? 'bamboo' : 'cobalt'} />
        <p>{facts.join(' · ')}</p>
        {!withdrawn && <DueDate dueOn={dueOn} done={finished} />}
      </div>
      {next?.ready ? (
        <LinkButton as={Link} to={`${page}/lessons/${next.lessonVersionId}`} variant="secondary">
          {t('continue')}
        </LinkButton>
      ) : (
        <TextLink as={Link} to={page}>
          {t('seeCourse')}
        </TextLink>
      )}
    </Card>
  );
}
