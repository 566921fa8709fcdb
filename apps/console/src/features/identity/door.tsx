import type { ReactNode } from 'react';

import { Brand, Card } from '@xuexi/ui';

import styles from './door.module.css';

export interface DoorProps {
  title: string;
  lead: string;
  /** What can be done instead. */
  foot?: ReactNode;
  children: ReactNode;
}

/** A page before the console opens: one thing to do, and what can be done instead. */
export function Door({ title, lead, foot, children }: DoorProps) {
  return (
    <main className={styles.door}>
      <title>{`${title} · 学习在线`}</title>
      <div className={styles.sheet}>
        <Brand href="/" />
        <div>
          <h1>{title}</h1>
          <p>{lead}</p>
        </div>
        <Card>
          <div className={styles.form}>{children}</div>
        </Card>
        {foot !== undefined && <div className={styles.foot}>{foot}</div>}
      </div>
    </main>
  );
}
