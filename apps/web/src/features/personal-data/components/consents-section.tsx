import { Button, Loading, ProblemNotice, SkeletonText, formatFullDate } from '@xuexi/ui';
import type { Api } from '@xuexi/api-client';
import { useState } from 'react';

import { ConsentText } from '../../../components/consent-text';
import { Section } from '../../../components/section';
import { useConsent } from '../../../lib/consents';
import { useMe } from '../../../lib/session';

import { useMyConsents, useWithdrawConsent } from '../api/consents';
import { useStrings } from '../use-strings';

import styles from './personal-data.module.css';

type MyConsent = Api['MyConsent'];

/** What one agreed to and when, and the way to take it back. */
export function ConsentsSection() {
  const t = useStrings();
  const consents = useMyConsents();
  return (
    <Section title={t('consents.title')} lead={t('consents.lead')}>
      {consents.isLoadingError && <ProblemNotice error={consents.error} onRetry={() => void consents.refetch()} />}
      {consents.isPending && (
        <Loading>
          <SkeletonText lines={3} />
        </Loading>
      )}
      <ul className={styles.list}>
        {consents.data?.map((consent) => (
          <Consent key={consent.purpose} consent={consent} />
        ))}
      </ul>
    </Section>
  );
}

function Consent({ consent: { purpose, given } }: { consent: MyConsent }) {
  const t = useStrings();
  const text = useConsent(purpose).data;
  const withdraw = useWithdrawConsent();
  const [asked, setAsked] = useState(false);
  const verification = useMe()?.person.verification;
  if (!text) return null;
  const stored = purpose === 'real_name' && (verification === 'verified' || verification === 'pending');
  const revocable = purpose !== 'account' && (given !== null || stored);
  return (
    <li>
      <strong>{text.title}</strong>
      <p>{given === null ? t(stored ? 'consents.notRecorded' : 'consents.notGiven') : t('consents.given', { date: formatFullDate(given.givenAt), version: given.version })}</p>
      <details>
        <summary>{t('consents.read')}</summary>
        <ConsentText consent={text} />
      </details>
      <ProblemNotice error={withdraw.error} />
      {revocable && !asked && (
        <Button variant="quiet" onClick={() => setAsked(true)}>
          {t('consents.withdraw')}
        </Button>
      )}
      {revocable && asked && (
        <div className={styles.question} role="group" aria-label={t('consents.withdraw')}>
          <p>{text.withdrawal}</p>
          <Button variant="secondary" busy={withdraw.isPending} busyLabel={t('consents.withdrawing')} onClick={() => withdraw.mutate(purpose, { onSuccess: () => setAsked(false) })}>
            {t('consents.withdrawNow')}
          </Button>
          <Button variant="quiet" onClick={() => setAsked(false)}>
            {t('consents.keep')}
          </Button>
        </div>
      )}
    </li>
  );
}
