import { Notice, Tag, TextLink } from '@xuexi/ui';
import { Link } from 'react-router';

import type { CourseData } from '../api/get-course';
import { useStrings } from '../use-strings';

import { JoinByCode } from './join-by-code';

import styles from './join.module.css';

/** Whether something stands between a learner and the course. */
export function isBarred({ enrolled, joining: { rule, member, prerequisites } }: CourseData): boolean {
  if (enrolled) return false;
  return prerequisites.some(({ finished }) => !finished) || rule === 'invitation' || (rule === 'organisation' && !member);
}

/** What is to be done before a course can be joined. */
export function JoinGate({ course }: { course: CourseData }) {
  const t = useStrings();
  const { rule, organisations, member, prerequisites } = course.joining;
  if (prerequisites.some(({ finished }) => !finished)) {
    return (
      <Notice title={t('join.firstTitle')}>
        {t('join.firstText')}
        <ul className={styles.needed}>
          {prerequisites.map(({ id, title, finished }) => (
            <li key={id}>
              <TextLink as={Link} to={`/courses/${id}`}>
                {title}
              </TextLink>
              <Tag tone={finished ? 'bamboo' : 'neutral'}>{t(finished ? 'join.done' : 'join.open')}</Tag>
            </li>
          ))}
        </ul>
      </Notice>
    );
  }
  if (rule === 'organisation' && !member) {
    return (
      <Notice
        title={t('join.membersTitle')}
        action={
          <TextLink as={Link} to="/me/belonging">
            {t('join.membersAction')}
          </TextLink>
        }
      >
        {t('join.membersText', { names: organisations.join('、') })}
      </Notice>
    );
  }
  return <JoinByCode courseId={course.id} />;
}
