import { Button } from '@xuexi/ui';
import clsx from 'clsx';
import type { ReactNode } from 'react';

import styles from './screen.module.css';

interface ScreenProps {
  /** What to do. */
  actions?: ReactNode;
  /** The controls are still needed. */
  aboveControls?: boolean;
  /** What is. */
  children: ReactNode;
}

/** A word over the picture, and what to do. */
export function Screen({ actions, aboveControls = false, children }: ScreenProps) {
  return (
    <div className={clsx(styles.screen, aboveControls && styles.aboveControls)}>
      {children}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** What may be done instead. */
export function SecondButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button variant="secondary" className={styles.second} onClick={onClick}>
      {children}
    </Button>
  );
}
