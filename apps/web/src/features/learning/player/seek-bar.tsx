import type { Range } from '@xuexi/domain';
import { formatClock } from '@xuexi/ui';

import { useStrings } from './use-strings';

import styles from './seek-bar.module.css';

interface SeekBarProps {
  /** Seconds. */
  time: number;
  duration: number;
  /** What is watched, drawn under the place. */
  watched: readonly Range[];
  onSeek: (time: number) => void;
}

/** Where playback is, what is watched, and where to go. */
export function SeekBar({ time, duration, watched, onSeek }: SeekBarProps) {
  const t = useStrings();
  const length = Math.max(1, duration);
  return (
    <div className={styles.seek}>
      <svg viewBox={`0 0 ${length} 1`} preserveAspectRatio="none" aria-hidden="true">
        {watched.map(([from, to]) => (
          <rect key={`${from}-${to}`} x={from} width={to - from} height={1} className={styles.watched} />
        ))}
        <rect width={Math.min(time, length)} height={1} className={styles.played} />
      </svg>
      <input
        type="range"
        min={0}
        max={length}
        step={1}
        value={Math.min(length, Math.floor(time))}
        aria-label={t('position')}
        aria-valuetext={t('positionText', { at: formatClock(time), all: formatClock(duration) })}
        onChange={(event) => onSeek(Number(event.target.value))}
      />
    </div>
  );
}
