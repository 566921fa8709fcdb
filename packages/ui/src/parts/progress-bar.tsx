import clsx from 'clsx';

import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  /** 0–1. */
  value: number;
  /** What progresses, read aloud. */
  label: string;
  tone?: 'cobalt' | 'bamboo' | 'ochre';
}

/** A thin bar of how far something is. */
export function ProgressBar({ value, label, tone = 'cobalt' }: ProgressBarProps) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div className={styles.bar} role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
      <i className={clsx(styles.fill, styles[tone])} style={{ width: `${percent}%` }} />
    </div>
  );
}
