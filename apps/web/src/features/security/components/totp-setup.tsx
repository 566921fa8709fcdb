import type { Api } from '@xuexi/api-client';
import { Button, Field, ProblemNotice, TextInput, errorBeside } from '@xuexi/ui';

import { QrCode } from '../../../components/qr-code';
import { readCode } from '../../../lib/read-code';
import { useForm } from '../../../lib/use-form';

import { useConfirmTotp } from '../api/totp';
import { useStrings } from '../use-strings';

import styles from './totp-setup.module.css';

interface TotpSetupProps {
  start: Api['TotpStart'];
  onDone: (recoveryCodes: readonly string[]) => void;
  onCancel: () => void;
}

/** The QR code for the authenticator, the same by letters for who cannot scan, and the first code as the proof. */
export default function TotpSetup({ start, onDone, onCancel }: TotpSetupProps) {
  const t = useStrings();
  const confirm = useConfirmTotp();
  const { form, onSubmit, errorOf } = useForm<'code', string>({
    read: (data) => {
      const code = readCode(String(data.get('code')));
      return code === null ? { errors: { code: t('totp.codeMissing') } } : { values: code };
    },
    send: (code) => confirm.mutate(code, { onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes) }),
    sending: confirm,
  });
  return (
    <form ref={form} className={styles.setup} onSubmit={onSubmit} noValidate>
      <QrCode text={start.uri} label={t('totp.qr')} />
      <p className={styles.secret}>
        {t('totp.secret')}
        <code>{start.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
      </p>
      <ProblemNotice error={errorBeside(confirm.error, ['code'])} />
      <Field label={t('totp.code')} hint={t('totp.codeHint')} error={errorOf('code')}>
        <TextInput name="code" className="num" inputMode="numeric" autoComplete="one-time-code" maxLength={8} />
      </Field>
      <Button type="submit" wide busy={confirm.isPending} busyLabel={t('totp.checking')}>
        {t('totp.confirm')}
      </Button>
      <Button variant="quiet" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </form>
  );
}
