import { PageTitle, TextLink } from '@xuexi/ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import { useDocumentTitle } from '../lib/document-title';

import styles from './settings-page.module.css';

/** A page under 我的: the way back in its one place, the title, and one matter after the other. */
export function SettingsPage({ title, lead, back, children }: { title: string; lead?: string; back: { to: string; label: string }; children: ReactNode }) {
  useDocumentTitle(title);
  return (
    <div className={styles.page}>
      <div>
        <TextLink as={Link} to={back.to}>
          {back.label}
        </TextLink>
        <PageTitle lead={lead}>{title}</PageTitle>
      </div>
      {children}
    </div>
  );
}
