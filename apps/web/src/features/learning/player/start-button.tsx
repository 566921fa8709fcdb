import { formatClock } from '@xuexi/ui';

import { useStrings } from './use-strings';

import styles from './start-button.module.css';

/** The first thing to press: begins, or goes on where one left off. */
export function StartButton({ at, onStart }: { at: number; onStart: () => void }) {
  const t = useStrings();
  return (
    <button type="button" className={styles.start} onClick={onStart}>
      <svg width="18" height="18" viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
        <path d="M5 2.5v15l12-7.5z" />
      </svg>
      {at >= 1 ? t('startFrom', { at: formatClock(at) }) : t('startPlaying')}
    </button>
  );
}
