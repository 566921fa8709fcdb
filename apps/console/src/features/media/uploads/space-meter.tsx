import { useTranslation } from 'react-i18next';

import { formatBytes, ProgressBar } from '@xuexi/ui';


import styles from './uploads.module.css';

/** From here on the next film may not fit. */
const NEARLY_FULL = 0.9;

/** How much of the instructor's space is used, in figures and as a bar. */
export function SpaceMeter({ usedBytes, quotaBytes }: { usedBytes: number; quotaBytes: number }) {
  const { t } = useTranslation('media');
  const share = Math.min(1, usedBytes / quotaBytes);
  const nearlyFull = share >= NEARLY_FULL;
  return (
    <div className={styles.meter}>
      <span className="num">{t('space.used', { used: formatBytes(usedBytes), quota: formatBytes(quotaBytes) })}</span>
      <ProgressBar value={share} label={t('space.meter')} tone={nearlyFull ? 'ochre' : 'cobalt'} />
      {nearlyFull && <p className={styles.hint}>{t('space.full')}</p>}
    </div>
  );
}
