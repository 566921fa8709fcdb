import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Loading, SkeletonText } from '@xuexi/ui';

import { type Todo, useTodo } from '../lib/todo';
import { waited } from '../lib/figures';

import { Answer } from './answer';
import { Panel } from './panel';
import styles from './todo-panel.module.css';

/** 等我处理: what waits for the person signed in, each line leading to where it is done. */
export function TodoPanel() {
  const { t } = useTranslation('common');
  const todo = useTodo();
  return (
    <Panel title={t('todo.title')}>
      <Answer query={todo} skeleton={<Loading><SkeletonText lines={4} /></Loading>}>
        {(data) => <TodoList todo={data} />}
      </Answer>
    </Panel>
  );
}

function TodoList({ todo }: { todo: Todo }) {
  const { t } = useTranslation('common');
  const { reviewsWaiting, oldestReviewAt, coursesReturned, mediaFailed, realNamesWaiting, correctionsWaiting, appealsWaiting, oldestAppealAt } = todo;
  if (reviewsWaiting + coursesReturned + mediaFailed.length + realNamesWaiting + correctionsWaiting + appealsWaiting === 0) return <p className={styles.none}>{t('todo.none')}</p>;
  const oldestAppeal = oldestAppealAt === null ? null : waited(oldestAppealAt, Date.now());
  const oldest = oldestReviewAt === null ? null : waited(oldestReviewAt, Date.now());
  return (
    <ul className={styles.list}>
      {reviewsWaiting > 0 && (
        <TodoLine to="/reviews" count={reviewsWaiting}>
          {oldest === null ? t('todo.reviews') : t('todo.reviewsOldest', { waited: t(`waited.${oldest.unit}`, { count: oldest.count }) })}
        </TodoLine>
      )}
      {realNamesWaiting > 0 && (
        <TodoLine to="/real-names" count={realNamesWaiting}>
          {t('todo.realNames')}
        </TodoLine>
      )}
      {correctionsWaiting > 0 && (
        <TodoLine to="/corrections" count={correctionsWaiting}>
          {t('todo.corrections')}
        </TodoLine>
      )}
      {appealsWaiting > 0 && (
        <TodoLine to="/corrections?part=appeals" count={appealsWaiting}>
          {oldestAppeal === null ? t('todo.appeals') : t('todo.appealsOldest', { waited: t(`waited.${oldestAppeal.unit}`, { count: oldestAppeal.count }) })}
        </TodoLine>
      )}
      {coursesReturned > 0 && (
        <TodoLine to="/courses" count={coursesReturned}>
          {t('todo.returned')}
        </TodoLine>
      )}
      {mediaFailed.map(({ courseId, lessonTitle, sentence }) => (
        <TodoLine key={`${courseId}${lessonTitle}`} to={`/courses/${courseId}`} count={1} detail={sentence}>
          {t('todo.failed', { lesson: lessonTitle })}
        </TodoLine>
      ))}
    </ul>
  );
}

function TodoLine({ to, count, detail, children }: { to: string; count: number; detail?: string; children: string }) {
  const { t } = useTranslation('common');
  return (
    <li>
      <Link to={to}>
        <span>
          {children}
          {detail !== undefined && <small>{detail}</small>}
        </span>
        <b className={styles.count}>{t('todo.count', { count })}</b>
      </Link>
    </li>
  );
}
