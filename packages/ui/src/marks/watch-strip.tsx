import clsx from 'clsx';

import { formatDuration } from '../lib/format';

import styles from './watch-strip.module.css';

/** Whole media seconds [from, to). */
export type SecondsRange = readonly [from: number, to: number];

export interface WatchStripProps {
  /** Length of the lesson in whole seconds. */
  seconds: number;
  /** What counts as watched. */
  covered: readonly SecondsRange[];
  /** What was reported and not counted. */
  refused?: readonly SecondsRange[];
  /** Where the player stands. */
  at?: number;
  /** The second count at which the lesson is complete, drawn as a dashed line with `thresholdLabel` under it. */
  threshold?: number;
  thresholdLabel?: string;
  className?: string;
  /** Overrides the sentence that is read aloud. */
  label?: string;
}

/** The watch strip: every second that was watched, what was refused, where the line of completion lies. */
export function WatchStrip({ seconds, covered, refused = [], at, threshold, thresholdLabel, className, label }: WatchStripProps) {
  const length = Math.max(1, seconds);
  const total = covered.reduce((sum, [from, to]) => sum + to - from, 0);
  return (
    <div className={clsx(styles.strip, className)}>
      <svg
        viewBox={`0 0 ${length} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label ?? `看过 ${formatDuration(total)}，全长 ${formatDuration(seconds)}`}
      >
        <rect width={length} height={10} className={styles.ground} />
        {covered.map(([from, to]) => (
          <rect key={`${from}-${to}`} x={from} width={to - from} height={10} className={styles.covered} />
        ))}
        {refused.map(([from, to]) => (
          <rect key={`${from}-${to}`} x={from} width={to - from} height={10} className={styles.refused} />
        ))}
        {at !== undefined && <rect x={at - length / 400} width={length / 200} height={10} className={styles.at} />}
      </svg>
      {threshold !== undefined && (
        <div className={styles.goal}>
          <i style={{ left: `${(threshold / length) * 100}%` }} />
          {thresholdLabel !== undefined && <span>{thresholdLabel}</span>}
        </div>
      )}
    </div>
  );
}
