import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import type { Api } from '@xuexi/api-client';

import styles from './regions-page.module.css';
import { regionAddress } from './use-regions';

/** What a search brought, each with the regions above it, because names repeat. */
export function RegionFound({ regions }: { regions: Api['RegionSearch']['items'] }) {
  const { t } = useTranslation('regions');
  if (regions.length === 0) return <p className={styles.note}>{t('search.none')}</p>;
  return (
    <ul className={styles.list} aria-label={t('search.found')}>
      {regions.map(({ id, name, names }) => (
        <li key={id}>
          <Link to={regionAddress(id)}>{name}</Link>
          <span className={styles.note}>{names.slice(0, -1).join(' ')}</span>
        </li>
      ))}
    </ul>
  );
}
