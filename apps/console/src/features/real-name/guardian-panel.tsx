import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { GUARDIAN_RELATIONS } from '@xuexi/domain';
import { formatFullDate, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button } from '../../components/controls';
import { Panel } from '../../components/panel';

import styles from './claims-page.module.css';
import { GuardianForm } from './guardian-form';
import { useGuardianConsent, useWithdrawGuardianConsent } from './use-learner-data';

/** 监护人同意 of a learner under 14: what is in force, or the form to take it down. */
export function GuardianPanel({ personId }: { personId: string }) {
  const { t } = useTranslation('realName');
  const state = useGuardianConsent(personId);
  return (
    <Panel title={t('guardian.title')}>
      <p className={styles.note}>{t('guardian.lead')}</p>
      <Answer query={state} skeleton={<Loading><SkeletonText lines={3} /></Loading>}>
        {({ consent }) => (consent === null ? <GuardianForm personId={personId} /> : <Given personId={personId} consent={consent} />)}
      </Answer>
    </Panel>
  );
}

function Given({ personId, consent }: { personId: string; consent: Api['GuardianConsent'] }) {
  const { t } = useTranslation('realName');
  const [asking, setAsking] = useState(false);
  const withdraw = useWithdrawGuardianConsent(personId);
  return (
    <div className={styles.form}>
      <p>
        {t('guardian.given', { name: consent.guardianNameMasked, relation: GUARDIAN_RELATIONS[consent.relation], date: formatFullDate(consent.givenAt) })}
        {consent.guardianPhoneMasked !== null && t('guardian.phone', { phone: consent.guardianPhoneMasked })}
      </p>
      <p className={styles.note}>{t('guardian.papers', { note: consent.documentNote })}</p>
      <div>
        <Button variant="secondary" small danger onClick={() => setAsking(true)}>
          {t('guardian.withdraw')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title={t('guardian.withdrawTitle')}
        action={t('guardian.withdraw')}
        danger
        busy={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onDismiss={() => setAsking(false)}
      >
        {t('guardian.withdrawDetail')}
      </ConfirmDialog>
    </div>
  );
}
