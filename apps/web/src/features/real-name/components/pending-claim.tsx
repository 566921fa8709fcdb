import { Button, Notice, ProblemNotice, formatDateTime } from '@xuexi/ui';
import { useState } from 'react';

import { Facts } from '../../../components/facts';
import type { Me } from '../../../lib/session';

import { useWithdrawRealName } from '../api/submit-real-name';
import { useStrings } from '../use-strings';

import styles from './pending-claim.module.css';

/** A submission that waits for staff: what happens now, what was submitted, and the way to take it back. */
export function PendingClaim({ claim }: { claim: NonNullable<Me['person']['claim']> }) {
  const t = useStrings();
  const withdraw = useWithdrawRealName();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Notice tone="wait" title={t('pendingTitle')} role="status">
        {t('pendingText')}
      </Notice>
      <Facts
        facts={[
          [t('name'), claim.nameMasked],
          [t('number'), claim.numberMasked],
          [t('submittedAt'), formatDateTime(claim.submittedAt)],
        ]}
      />
      <ProblemNotice error={withdraw.error} />
      {asked ? (
        <div className={styles.question}>
          <p>{t('withdrawText')}</p>
          <Button variant="secondary" busy={withdraw.isPending} busyLabel={t('withdrawing')} onClick={() => withdraw.mutate()}>
            {t('withdrawNow')}
          </Button>
          <Button variant="quiet" onClick={() => setAsked(false)}>
            {t('keep')}
          </Button>
        </div>
      ) : (
        <Button variant="quiet" onClick={() => setAsked(true)}>
          {t('withdraw')}
        </Button>
      )}
    </>
  );
}
