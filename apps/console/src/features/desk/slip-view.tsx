import { useTranslation } from 'react-i18next';

import { formatFullDate, Notice } from '@xuexi/ui';

import { Button } from '../../components/controls';

import styles from './slip-view.module.css';
import type { Slip } from './use-desk';

export interface SlipViewProps {
  slip: Slip;
  nameMasked: string | null;
  onDone: () => void;
}

/** 学员号 and temporary password on a slip of A6, shown once and kept nowhere. */
export function SlipView({ slip, nameMasked, onDone }: SlipViewProps) {
  const { t } = useTranslation('desk');
  return (
    <>
      <Notice tone="attention" className={styles.screen}>{t('slip.once')}</Notice>
      <section className={styles.slip} aria-label={t('slip.title')}>
        <h2>{t('slip.title')}</h2>
        <dl>
          {nameMasked !== null && (
            <>
              <dt>{t('slip.name')}</dt>
              <dd>{nameMasked}</dd>
            </>
          )}
          <dt>{t('slip.loginNumber')}</dt>
          <dd className={styles.code}>{slip.loginNumber}</dd>
          {slip.phoneMasked !== null && (
            <>
              <dt>{t('slip.phone')}</dt>
              <dd>{slip.phoneMasked}</dd>
            </>
          )}
          {slip.temporaryPassword !== null && (
            <>
              <dt>{t('slip.password')}</dt>
              <dd className={styles.code}>{slip.temporaryPassword}</dd>
            </>
          )}
        </dl>
        <p>{t(`slip.${slip.phoneMasked === null ? 'byNumber' : 'byEither'}.${slip.temporaryPassword === null ? 'same' : 'fresh'}`)}</p>
        <p className={styles.date}>{formatFullDate(new Date())}</p>
      </section>
      <div className={styles.answers}>
        <Button onClick={() => window.print()}>{t('slip.print')}</Button>
        <Button variant="secondary" onClick={onDone}>
          {t('slip.done')}
        </Button>
      </div>
    </>
  );
}
