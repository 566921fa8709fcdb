import { Button, Dialog, Loading, ProblemNotice, SkeletonText } from '@xuexi/ui';
import { useState } from 'react';

import { type ConsentPurpose, useConsent } from '../lib/consents';

import { ConsentText } from './consent-text';
import { useStrings } from './use-strings';

import styles from './consent-link.module.css';

/** A sentence with the name of a consent at its end, which opens to its text. */
export function ConsentLink({ purpose, before }: { purpose: ConsentPurpose; before: string }) {
  const t = useStrings();
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useConsent(purpose);
  return (
    <div className={styles.link}>
      {before}
      <button type="button" onClick={() => setOpen(true)}>
        {t('consent.link')}
      </button>
      <Dialog open={open} title={data?.title ?? t('consent.link')} className={styles.dialog} onDismiss={() => setOpen(false)}>
        {data ? (
          <>
            <ConsentText consent={data} />
            <small>{t('consent.version', { version: data.version })}</small>
          </>
        ) : error ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading>
            <SkeletonText lines={4} />
          </Loading>
        )}
        <Button onClick={() => setOpen(false)}>{t('consent.close')}</Button>
      </Dialog>
    </div>
  );
}
