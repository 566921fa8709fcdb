import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem, ProblemNotice } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';
import { errorBeside } from '../../lib/problem';

import { QrCode } from './qr-code';
import { RecoveryCodes } from './recovery-codes';
import styles from './security.module.css';
import { useConfirmTotp, useStartTotp } from './use-security';

/** Sets up an authenticator app: secret, first code, recovery codes. */
export function TotpSetup({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('identity');
  const start = useStartTotp();
  const confirm = useConfirmTotp();
  const [code, setCode] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    confirm.mutate(code);
  };
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recoveryCodes} onKept={onDone} />;
  if (!start.data) {
    return (
      <div className={styles.part}>
        <p>{t('totp.what')}</p>
        <ProblemNotice error={start.error} />
        <Button busy={start.isPending} busyLabel={t('totp.starting')} onClick={() => start.mutate()}>
          {t('totp.start')}
        </Button>
      </div>
    );
  }
  return (
    <form className={styles.part} onSubmit={submit}>
      <ol className={styles.steps}>
        <li>{t('totp.install')}</li>
        <li>
          {t('totp.scan')}
          <QrCode text={start.data.uri} label={t('totp.qr')} />
          <p>
            {t('totp.secret')} <code className={styles.secret}>{start.data.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
          </p>
        </li>
        <li>{t('totp.enter')}</li>
      </ol>
      <ProblemNotice error={errorBeside(confirm.error, ['code'])} />
      <Field label={t('secondFactor.code')} error={fieldProblem(confirm.error, 'code')}>
        <TextInput className="num" inputMode="numeric" autoComplete="one-time-code" maxLength={8} required value={code} onChange={(event) => setCode(event.target.value)} />
      </Field>
      <Button type="submit" busy={confirm.isPending} busyLabel={t('totp.confirming')}>
        {t('totp.confirm')}
      </Button>
    </form>
  );
}
