import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ProblemNotice } from '@xuexi/ui';

import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useSignedIn } from '../../lib/session';

import { Devices } from './devices';
import { PasswordForm } from './password-form';
import { RecoveryCodes } from './recovery-codes';
import styles from './security.module.css';
import { TotpSetup } from './totp-setup';
import { useNewRecoveryCodes, useRefreshMe, useTurnOffTotp } from './use-security';

/** 账号安全: password, second factor, devices. */
export function SecurityPage() {
  const { t } = useTranslation('identity');
  const { hasPassword } = useSignedIn();
  return (
    <>
      <PageHead path={[]} title={t('security.title')} lead={t('security.lead')} />
      <Panel title={t('security.secondFactor')}>
        <SecondFactor />
      </Panel>
      <Panel title={t('security.password')}>
        <div className={styles.part}>
          <PasswordForm askOld={hasPassword} />
        </div>
      </Panel>
      <Panel title={t('security.devices')}>
        <Devices />
      </Panel>
    </>
  );
}

function SecondFactor() {
  const { t } = useTranslation('identity');
  const { secondFactor } = useSignedIn();
  const refresh = useRefreshMe();
  const renew = useNewRecoveryCodes();
  const turnOff = useTurnOffTotp();
  const [settingUp, setSettingUp] = useState(false);
  const [asking, setAsking] = useState(false);
  const done = () => {
    setSettingUp(false);
    renew.reset();
    void refresh();
  };
  if (renew.data) return <RecoveryCodes codes={renew.data.recoveryCodes} onKept={done} />;
  if (!secondFactor.on || settingUp) return <TotpSetup onDone={done} />;
  return (
    <div className={styles.part}>
      <p>{t('totp.on', { count: secondFactor.recoveryCodesLeft })}</p>
      <ProblemNotice error={renew.error} />
      <div className={styles.acts}>
        <Button variant="secondary" onClick={() => setSettingUp(true)}>
          {t('totp.move')}
        </Button>
        <Button variant="secondary" busy={renew.isPending} busyLabel={t('totp.renewing')} onClick={() => renew.mutate()}>
          {t('totp.renew')}
        </Button>
        {!secondFactor.needed && (
          <Button variant="quiet" onClick={() => setAsking(true)}>
            {t('totp.off')}
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={asking}
        title={t('totp.offTitle')}
        action={t('totp.off')}
        danger
        busy={turnOff.isPending}
        error={turnOff.error}
        onConfirm={() => turnOff.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onDismiss={() => setAsking(false)}
      >
        <p>{t('totp.offMeans')}</p>
      </ConfirmDialog>
    </div>
  );
}
