import { formatClock } from '@xuexi/ui';

import { Icon } from './icons';
import { useStrings } from './use-strings';

import styles from './start-button.module.css';

export interface StartWords {
  key: 'goOn' | 'startPlaying' | 'startFrom' | 'startListening' | 'listenFrom';
  /** Seconds. */
  at: number;
}

/** The first thing to press: begins, or goes on where one left off. */
export function StartButton({ words: { key, at }, onStart }: { words: StartWords; onStart: () => void }) {
  const t = useStrings();
  return (
    <button type="button" className={styles.start} onClick={onStart}>
      <Icon name="play" />
      {t(key, { at: formatClock(at) })}
    </button>
  );
}
