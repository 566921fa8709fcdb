import { Card, PageTitle } from '@xuexi/ui';
import type { ReactNode } from 'react';

import styles from './form-sheet.module.css';

/** A narrow sheet with one form on it. */
export function FormSheet({ title, lead, children, foot }: { title: string; lead?: string; children: ReactNode; foot?: ReactNode }) {
  return (
    <div className={styles.narrow}>
      <PageTitle lead={lead}>{title}</PageTitle>
      <Card className={styles.card}>{children}</Card>
      {foot !== undefined && <p className={styles.foot}>{foot}</p>}
    </div>
  );
}
