import clsx from 'clsx';
import { type ReactNode, useId } from 'react';

import { Card } from '@xuexi/ui';

import styles from './panel.module.css';

export interface PanelProps {
  title: string;
  /** What can be chosen or done for this part, beside its title. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** One titled part of a page. */
export function Panel({ title, aside, className, children }: PanelProps) {
  const id = useId();
  return (
    <Card as="section" padding="none" aria-labelledby={id} className={clsx(styles.panel, className)}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </Card>
  );
}
