import { formatDuration } from '@xuexi/ui';

import { useStrings } from '../use-strings';

import styles from './quiz-taking.module.css';

const MINUTE = 60;

/** How long there still is, in whole minutes until the last one: nobody works better for seeing seconds run. */
export function TimeLeft({ seconds }: { seconds: number | null }) {
  const t = useStrings();
  if (seconds === null) return null;
  const shown = seconds > MINUTE ? Math.ceil(seconds / MINUTE) * MINUTE : seconds;
  return (
    <p className={styles.time} role="timer">
      {seconds === 0 ? t('taking.timeUp') : t('taking.left', { time: formatDuration(shown) })}
    </p>
  );
}
