import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import styles from './page-head.module.css';

export interface PathStep {
  name: string;
  /** Absent where the step cannot be opened: above the caller's scope, or only a name. */
  to?: string;
}

export interface PageHeadProps {
  /** Where the page stands: the region path from the city down, then the list it belongs to. */
  path: readonly PathStep[];
  title: string;
  /** A state in a word, beside the title. */
  beside?: ReactNode;
  /** One sentence under the title. */
  lead?: ReactNode;
  /** What can be chosen or done for the whole page. */
  actions?: ReactNode;
}

/** The top of every page: the region path, the only h1, and what holds for the whole page. */
export function PageHead({ path, title, beside, lead, actions }: PageHeadProps) {
  const { t } = useTranslation('common');
  return (
    <header>
      <title>{`${title} · ${t('console')}`}</title>
      <div className={styles.head}>
        {path.length > 0 && (
          <nav className={styles.path} aria-label={t('path')}>
            <ol>
              {path.map((step) => (
                <li key={`${step.name}${step.to ?? ''}`}>{step.to === undefined ? step.name : <Link to={step.to}>{step.name}</Link>}</li>
              ))}
            </ol>
          </nav>
        )}
        <h1>{title}</h1>
        {beside !== undefined && <div className={styles.beside}>{beside}</div>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
    </header>
  );
}
