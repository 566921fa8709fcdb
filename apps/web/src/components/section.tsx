import { Card } from '@xuexi/ui';
import type { ReactNode } from 'react';

import styles from './section.module.css';

/** One matter of a page of settings: what it is called, how it stands, what can be done about it. */
export function Section({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <Card as="section" className={styles.section} aria-label={title}>
      <div>
        <h2>{title}</h2>
        {lead !== undefined && <p>{lead}</p>}
      </div>
      {children}
    </Card>
  );
}
