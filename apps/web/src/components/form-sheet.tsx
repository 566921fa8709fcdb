import { Card, PageTitle, TextLink } from '@xuexi/ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import styles from './form-sheet.module.css';

/** A narrow sheet with one form on it, and the way back above it where it is a page under another. */
export function FormSheet({ title, lead, back, children, foot }: { title: string; lead?: string; back?: { to: string; label: string }; children: ReactNode; foot?: ReactNode }) {
  return (
    <div className={styles.narrow}>
      <div>
        {back !== undefined && (
          <TextLink as={Link} to={back.to}>
            {back.label}
          </TextLink>
        )}
        <PageTitle lead={lead}>{title}</PageTitle>
      </div>
      <Card className={styles.card}>{children}</Card>
      {foot !== undefined && <p className={styles.foot}>{foot}</p>}
    </div>
  );
}
