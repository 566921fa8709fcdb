import { Button, Loading, Notice, ProblemNotice, SkeletonText } from '@xuexi/ui';
import { Suspense, lazy, useState } from 'react';

import { Section } from '../../../components/section';
import type { Me } from '../../../lib/session';

import { useRenewRecoveryCodes, useStartTotp, useStopTotp } from '../api/totp';
import { useStrings } from '../use-strings';

import { RecoveryCodes } from './recovery-codes';

// Draws the QR code, which nobody needs who only looks at their devices.
const TotpSetup = lazy(() => import('./totp-setup'));

/** 动态验证码: off, being turned on, or on with so many recovery codes left. */
export function TotpSection({ factor }: { factor: Me['secondFactor'] }) {
  const t = useStrings();
  const start = useStartTotp();
  const stop = useStopTotp();
  const renew = useRenewRecoveryCodes();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) {
    return (
      <Section title={t('totp.title')} lead={t('totp.codesLead')}>
        <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />
      </Section>
    );
  }
  if (start.data && !factor.on) {
    return (
      <Section title={t('totp.title')} lead={t('totp.setupLead')}>
        <Suspense
          fallback={
            <Loading>
              <SkeletonText lines={4} />
            </Loading>
          }
        >
          <TotpSetup start={start.data} onDone={setCodes} onCancel={start.reset} />
        </Suspense>
      </Section>
    );
  }
  return (
    <Section title={t('totp.title')} lead={t(factor.on ? 'totp.on' : 'totp.off', { left: factor.recoveryCodesLeft })}>
      {factor.needed && !factor.on && <Notice tone="attention">{t('totp.needed')}</Notice>}
      <ProblemNotice error={start.error ?? stop.error ?? renew.error} />
      {factor.on ? (
        <>
          <Button variant="secondary" busy={renew.isPending} busyLabel={t('totp.renewing')} onClick={() => renew.mutate(undefined, { onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes) })}>
            {t('totp.renew')}
          </Button>
          {!factor.needed && (
            <Button variant="quiet" busy={stop.isPending} busyLabel={t('totp.stopping')} onClick={() => stop.mutate()}>
              {t('totp.stop')}
            </Button>
          )}
        </>
      ) : (
        <Button variant="secondary" busy={start.isPending} busyLabel={t('totp.starting')} onClick={() => start.mutate()}>
          {t('totp.start')}
        </Button>
      )}
    </Section>
  );
}
