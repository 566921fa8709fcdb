import { formatClock } from '@xuexi/ui';
import clsx from 'clsx';
import { Link } from 'react-router';

import { changeOf, creditsOf } from '../../../lib/credits';

import { type CourseData, type LessonData, lessonsOf } from '../api/get-course';
import { lessonPath } from '../lesson-paths';
import { useStrings } from '../use-strings';

import { isBarred } from './join-gate';

import styles from './course-outline.module.css';

interface CourseOutlineProps {
  course: CourseData;
  /** The lesson that is open. */
  current?: string;
}

/** The chapters and lessons of a course with length, worth and how far one is. */
export function CourseOutline({ course, current }: CourseOutlineProps) {
  const order = lessonsOf(course).map((lesson) => lesson.lessonVersionId);
  return (
    <ol className={styles.outline}>
      {course.chapters.map((chapter, index) => (
        <li key={`${index} ${chapter.title}`}>
          {course.chapters.length > 1 && <h3>{chapter.title}</h3>}
          <ol>
            {chapter.lessons.map((lesson) => (
              <li key={lesson.lessonVersionId}>
                <LessonRow
                  courseId={course.id}
                  closed={course.withdrawn || isBarred(course)}
                  lesson={lesson}
                  number={order.indexOf(lesson.lessonVersionId) + 1}
                  current={lesson.lessonVersionId === current}
                />
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

interface LessonRowProps {
  courseId: string;
  /** The course opens none of its lessons now. */
  closed: boolean;
  lesson: LessonData;
  /** Place in the course, from 1. */
  number: number;
  current: boolean;
}

function LessonRow({ courseId, closed, lesson, number, current }: LessonRowProps) {
  const t = useStrings();
  const done = lesson.progress?.completed === true;
  const facts = [...useLength(lesson), lesson.required || lesson.kind === 'document' ? null : t('optional'), useLessonState(lesson, current), lesson.progress?.corrected ? t('lessonCorrected') : null].filter((fact) => fact !== null);
  const row = (
    <>
      <i aria-hidden="true">{current ? '▶' : done ? '✓' : number}</i>
      <span className={styles.title}>
        {lesson.title}
        <small>
          {facts.join(' · ')}
        </small>
      </span>
      {lesson.kind !== 'document' && <small className={styles.worth}>{t('credits', { credits: worthIn(lesson) })}</small>}
    </>
  );
  const className = clsx(styles.lesson, done && styles.done, lesson.progress?.credited && styles.credited, current && styles.current);
  if (!lesson.ready || closed) return <div className={clsx(className, !lesson.ready && styles.preparing)}>{row}</div>;
  return (
    <Link className={className} to={lessonPath(courseId, lesson.lessonVersionId)} aria-current={current ? 'page' : undefined}>
      {row}
    </Link>
  );
}

/** What a lesson has earned; what it is worth, where it has not. */
function worthIn({ progress, units }: LessonData): string {
  if (progress?.corrected) return creditsOf(0);
  return progress?.credited ? changeOf(progress.units) : creditsOf(units);
}

/** How long a lesson is: in time, or in pages. */
function useLength({ kind, durationSeconds, pages }: LessonData): string[] {
  const t = useStrings();
  if (kind !== 'document') return [formatClock(durationSeconds)];
  return pages === null ? [t('document')] : [t('document'), t('pages', { pages })];
}

/** How far one is with it; null for a document, of which nobody counts that. */
function useLessonState({ kind, ready, takenDown, progress }: LessonData, current: boolean): string | null {
  const t = useStrings();
  if (takenDown) return t('lessonTakenDown');
  if (!ready) return t('lessonPreparing');
  if (kind === 'document') return current ? t('lessonReading') : null;
  if (progress?.completed) return progress.credited === false && !progress.corrected ? t('lessonUnpaid') : t('lessonDone');
  if (current) return t('lessonNow');
  return progress !== null && progress.resumeAt > 0 ? t('lessonAt', { at: formatClock(progress.resumeAt) }) : t('lessonNew');
}
