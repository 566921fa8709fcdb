import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Card, ProgressBar, type ProgressBarProps } from '@xuexi/ui';

import styles from './figure-card.module.css';

export interface FigureCardProps {
  title: string;
  figure: string;
  unit: string;
  /** The list that the figure is made of. */
  to: string;
  bar: ProgressBarProps;
  /** What the figure means beside others. */
  children: ReactNode;
}

/** One of the figures that a region answers for; the figure opens to the people it is made of. */
export function FigureCard({ title, figure, unit, to, bar, children }: FigureCardProps) {
  const { t } = useTranslation('reports');
  return (
    <Card as="section" padding="none" className={styles.card} aria-label={title}>
      <h2>{title}</h2>
      <p className={styles.figure}>
        <Link to={to}>
          {figure}
          <span className="unseen">
            {unit}，{t('opensTo')}
          </span>
        </Link>
        <small aria-hidden="true">{unit}</small>
      </p>
      <ProgressBar {...bar} />
      <div className={styles.sentences}>{children}</div>
    </Card>
  );
}
