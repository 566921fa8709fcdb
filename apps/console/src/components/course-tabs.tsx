import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';

import { useSignedIn } from '../lib/session';

import styles from './course-tabs.module.css';

/** The parts of a course that its instructor works on, each a page of its own. */
export function CourseTabs({ courseId }: { courseId: string }) {
  const { t } = useTranslation('common');
  const { permissions } = useSignedIn();
  if (!permissions.includes('quizzes.write')) return null;
  const at = `/courses/${courseId}`;
  return (
    <nav className={styles.tabs} aria-label={t('courseTabs.label')}>
      <NavLink to={at} end>
        {t('courseTabs.content')}
      </NavLink>
      <NavLink to={`${at}/questions`}>{t('courseTabs.questions')}</NavLink>
      <NavLink to={`${at}/quiz`}>{t('courseTabs.quiz')}</NavLink>
      <NavLink to={`${at}/checkpoints`}>{t('courseTabs.checkpoints')}</NavLink>
    </nav>
  );
}
