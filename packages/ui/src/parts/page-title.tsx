import type { ReactNode } from 'react';

import styles from './page-title.module.css';

export interface PageTitleProps {
  children: ReactNode;
  /** One sentence under the title. */
  lead?: ReactNode;
  /** What can be chosen or done for the whole page, at the right. */
  actions?: ReactNode;
}

/** The title of a page: its only h1. */
export function PageTitle({ children, lead, actions }: PageTitleProps) {
  return (
    <div className={styles.title}>
      <div>
        <h1>{children}</h1>
        {lead !== undefined && <p>{lead}</p>}
      </div>
      {actions}
    </div>
  );
}
