import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import styles from './uploads.module.css';

export interface FileRowProps {
  fileName: string;
  lesson: { title: string; courseId: string; courseTitle: string } | null;
  children: ReactNode;
}

/** One file on the server: its name, the lesson it was for, and what is said and done about it. */
export function FileRow({ fileName, lesson, children }: FileRowProps) {
  const { t } = useTranslation('media');
  return (
    <li aria-label={fileName}>
      <b className={styles.name}>{fileName}</b>
      {lesson === null ? (
        <span className={styles.hint}>{t('space.lessonGone')}</span>
      ) : (
        <Link to={`/courses/${lesson.courseId}`} className={styles.link}>
          {t('space.lesson', { course: lesson.courseTitle, lesson: lesson.title })}
        </Link>
      )}
      {children}
    </li>
  );
}
