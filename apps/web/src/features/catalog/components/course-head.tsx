import { CourseCover, LinkButton, Notice, ProgressBar, formatDuration } from '@xuexi/ui';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';

import { DueDate } from '../../../components/due-date';
import { ExactNote } from '../../../components/exact-note';
import { worthOf } from '../../../lib/credits';
import { loginPath } from '../../../lib/session';

import { type CourseData, lessonsOf } from '../api/get-course';
import { lessonPath, lessonsToComplete, nextLesson } from '../lesson-paths';
import { useStrings } from '../use-strings';

import { FavouriteButton } from './favourite-button';
import { JoinGate, isBarred } from './join-gate';
import { RatingFact } from './stars';

import styles from './course-head.module.css';

/** What a course is, who gives it, what it is worth, and the one button to begin or go on. @param props.more what else can be done with it */
export function CourseHead({ course, guest, more }: { course: CourseData; guest: boolean; more?: ReactNode }) {
  const t = useStrings();
  const lessons = lessonsOf(course);
  const counted = lessonsToComplete(course);
  const done = counted.filter((lesson) => lesson.progress?.completed).length;
  const origin = [t('instructor', { name: course.instructorName }), course.regionName, course.category.name].filter(Boolean);
  return (
    <section className={styles.head}>
      <div className={styles.cover}>
        <CourseCover title={course.title} category={course.category.name} seed={course.id} />
      </div>
      <div className={styles.text}>
        <h1>{course.title}</h1>
        <p className={styles.origin}>{origin.join(' · ')}</p>
        {course.summary !== '' && <p className={styles.summary}>{course.summary}</p>}
        <p className={styles.worth}>
          {counted.length === 0
            ? t('totalDocuments', { lessons: lessons.length })
            : t('total', { lessons: lessons.length, duration: formatDuration(course.totalSeconds), worth: worthOf(course.units) })}
        </p>
        {course.rating && (
          <p className={styles.worth}>
            <RatingFact rating={course.rating} />
          </p>
        )}
        <DueDate dueOn={course.dueOn} done={course.finished} />
        {course.preventSkip && <p className={styles.worth}>{t('preventSkip')}</p>}
        {course.units > 0 && <ExactNote />}
        {done > 0 && (
          <div className={styles.progress}>
            <ProgressBar value={done / counted.length} label={t('progress', { done, all: counted.length })} tone={done === counted.length ? 'bamboo' : 'cobalt'} />
            <p>{t('progress', { done, all: counted.length })}</p>
          </div>
        )}
        {course.withdrawn ? (
          <Notice title={t('withdrawnTitle')}>{t('withdrawnText')}</Notice>
        ) : (
          <div className={styles.acts}>
            <Begin course={course} guest={guest} />
            <FavouriteButton courseId={course.id} title={course.title} worded />
            {more}
          </div>
        )}
      </div>
    </section>
  );
}

function Begin({ course, guest }: { course: CourseData; guest: boolean }) {
  const t = useStrings();
  const { pathname, search } = useLocation();
  const lessons = lessonsOf(course);
  const next = nextLesson(course);
  const first = lessons.find((lesson) => lesson.ready);
  if (lessons.length > 0 && lessons.every(({ takenDown }) => takenDown)) return <Notice title={t('takenDownAll')}>{t('takenDownAllText')}</Notice>;
  if (first === undefined) {
    return (
      <Notice tone="wait" title={t('preparingAll')} role="status">
        {t('preparingAllText')}
      </Notice>
    );
  }
  if (guest) {
    return (
      <LinkButton as={Link} to={loginPath(pathname + search)} className={styles.begin}>
        {t('loginToStart')}
      </LinkButton>
    );
  }
  if (isBarred(course)) return <JoinGate course={course} />;
  const begun = lessons.some((lesson) => lesson.progress !== null && (lesson.progress.completed || lesson.progress.coveredSeconds > 0));
  return (
    <LinkButton as={Link} to={lessonPath(course.id, (next ?? first).lessonVersionId)} variant={next === null ? 'secondary' : 'primary'} className={styles.begin}>
      {next === null ? t('again') : begun ? t('continue') : t('start')}
    </LinkButton>
  );
}
