import clsx from 'clsx';
import type { CSSProperties, ReactNode } from 'react';

import styles from './skeleton.module.css';

/** A still piece in the shape of what comes. Sizes are CSS lengths. */
export function Skeleton({ width, height, round = false, className }: { width?: string; height?: string; round?: boolean; className?: string }) {
  const size: CSSProperties = { width, height };
  return <span className={clsx(styles.piece, round && styles.round, className)} style={size} />;
}

/** Lines of text to come; the last one is shorter. */
export function SkeletonText({ lines = 2 }: { lines?: number }) {
  return (
    <span className={styles.lines}>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height="1em" width={index === lines - 1 ? '60%' : '100%'} />
      ))}
    </span>
  );
}

/** Wraps skeleton pieces: says once that something is being opened, hides the pieces from reading aloud. */
export function Loading({ label = '正在打开', className, children }: { label?: string; className?: string; children: ReactNode }) {
  return (
    <div className={className} role="status" aria-busy="true">
      <span className="unseen">{label}</span>
      <div aria-hidden="true" className={styles.contents}>
        {children}
      </div>
    </div>
  );
}
