import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { formatFullDate } from '@xuexi/ui';

import styles from './regions-page.module.css';
import { regionAddress, type RegionDetail } from './use-regions';

/** Regions that were here and are closed, folded away. */
export function ClosedRegions({ regions }: { regions: RegionDetail['closedChildren'] }) {
  const { t } = useTranslation('regions');
  if (regions.length === 0) return null;
  return (
    <details className={styles.closed}>
      <summary>{t('below.closed', { count: regions.length })}</summary>
      <ul className={styles.list}>
        {regions.map(({ id, name, validTo, successor }) => {
          const date = formatFullDate(validTo);
          return (
            <li key={id}>
              <Link to={regionAddress(id)}>{name}</Link>
              <span className={styles.note}>{successor === null ? t('below.closedOn', { date }) : t('below.mergedOn', { date, name: successor.name })}</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
