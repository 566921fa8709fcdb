import { useTranslation } from 'react-i18next';

import { formatFullDate } from '@xuexi/ui';

import styles from './regions-page.module.css';
import type { RegionDetail } from './use-regions';

/** What a region was called and where it lay, the newest first. */
export function RegionHistory({ history }: { history: RegionDetail['history'] }) {
  const { t } = useTranslation('regions');
  return (
    <ol className={styles.history}>
      {history.toReversed().map(({ names, name, code, validFrom, validTo }) => (
        <li key={validFrom}>
          <strong>{name}</strong>
          <span>{names.slice(0, -1).join(' ') || t('history.root')}</span>
          <span className={styles.note}>{t('history.code', { code })}</span>
          <span className={styles.note}>{validTo === null ? t('history.since', { from: formatFullDate(validFrom) }) : t('history.period', { from: formatFullDate(validFrom), to: formatFullDate(new Date(Date.parse(validTo) - 1)) })}</span>
        </li>
      ))}
    </ol>
  );
}
