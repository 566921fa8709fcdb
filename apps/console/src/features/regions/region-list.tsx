import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import type { Api } from '@xuexi/api-client';

import styles from './regions-page.module.css';
import { regionAddress } from './use-regions';

type Listed = Pick<Api['Region'], 'id' | 'name' | 'level'> & Partial<Pick<Api['Region'], 'code'>>;

/** Regions, each leading to its own page. */
export function RegionList({ regions }: { regions: readonly Listed[] }) {
  const { t } = useTranslation('regions');
  return (
    <ul className={styles.list}>
      {regions.map(({ id, name, level, code }) => (
        <li key={id}>
          <Link to={regionAddress(id)}>{name}</Link>
          <span className={styles.note}>{code === undefined ? t(`levels.${level}`) : t('listed', { level: t(`levels.${level}`), code })}</span>
        </li>
      ))}
    </ul>
  );
}
