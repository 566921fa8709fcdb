import { petal } from './year-plate';

import styles from './loading-mark.module.css';

/** Shown while something opens: the empty plate and a sentence. It appears only when opening takes noticeable time, and does not turn. */
export function LoadingMark({ label = '正在打开' }: { label?: string }) {
  return (
    <div className={styles.loading} role="status">
      <svg viewBox="-110 -110 220 220" aria-hidden="true">
        <circle r={100} className={styles.rim} />
        {Array.from({ length: 12 }, (_, month) => (
          <path key={month} d={petal(month)} className={styles.petal} />
        ))}
      </svg>
      <span>{label}</span>
    </div>
  );
}
