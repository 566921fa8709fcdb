import type { ReactNode } from 'react';

import styles from './fold.module.css';

interface FoldProps {
  title: ReactNode;
  /** Whether it stands open; without it as the reader leaves it, closed at first. */
  open?: boolean;
  onOpen?: (open: boolean) => void;
  children: ReactNode;
}

/** A part of the page below the player that opens by its title. */
export function Fold({ title, open, onOpen, children }: FoldProps) {
  return (
    <details className={styles.fold} open={open} onToggle={(event) => onOpen?.(event.currentTarget.open)}>
      <summary>
        <h2>{title}</h2>
      </summary>
      {children}
    </details>
  );
}
