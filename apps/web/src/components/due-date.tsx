import { dayStartsAt, shanghaiDate } from '@xuexi/domain';
import { formatCalendarDate } from '@xuexi/ui';

import { useStrings } from './use-strings';

import styles from './due-date.module.css';

const DAY_MS = 86_400_000;

/** Until when a course should be learned, and that it may be learned later all the same. Nothing without a date, or once it is done. */
export function DueDate({ dueOn, done }: { dueOn: string | null; done: boolean }) {
  const t = useStrings();
  if (dueOn === null || done) return null;
  const days = daysLeft(dueOn, Date.now());
  const date = formatCalendarDate(dueOn);
  if (days < 0) return <p className={styles.due}>{t('due.past', { date })}</p>;
  return <p className={styles.due}>{days === 0 ? t('due.today', { date }) : t('due.left', { date, days })}</p>;
}

/** Whole days from today in Shanghai to a date: 0 today, below 0 once it is past. */
export function daysLeft(dueOn: string, nowMs: number): number {
  return Math.round((dayStartsAt(dueOn) - dayStartsAt(shanghaiDate(nowMs))) / DAY_MS);
}
