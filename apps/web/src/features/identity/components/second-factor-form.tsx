import type { Api } from '@xuexi/api-client';
import { Button, Field, ProblemNotice, TextInput, errorBeside } from '@xuexi/ui';
import { useState } from 'react';

import { readCode } from '../../../lib/read-code';
import { useForm } from '../../../lib/use-form';

import { usePassSecondFactor } from '../api/pass-second-factor';
import { useStrings } from '../use-strings';

/** The dynamic code of the authenticator, or one of the recovery codes for those whose phone is gone. */
export function SecondFactorForm() {
  const t = useStrings();
  const pass = usePassSecondFactor();
  const [byRecovery, setByRecovery] = useState(false);
  const { form, onSubmit, errorOf } = useForm<'code' | 'recoveryCode', Api['SecondFactor']>({
    read: (data) => {
      if (byRecovery) {
        const recoveryCode = String(data.get('recoveryCode')).trim();
        return recoveryCode === '' ? { errors: { recoveryCode: t('recoveryMissing') } } : { values: { recoveryCode } };
      }
      const code = readCode(String(data.get('code')));
      return code === null ? { errors: { code: t('totpMissing') } } : { values: { code } };
    },
    send: (values) => pass.mutate(values),
    sending: pass,
  });
  const change = () => {
    pass.reset();
    setByRecovery(!byRecovery);
  };
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <ProblemNotice error={errorBeside(pass.error, ['code', 'recoveryCode'])} />
      {byRecovery ? (
        <Field key="recovery" label={t('recoveryCode')} hint={t('recoveryHint')} error={errorOf('recoveryCode')}>
          <TextInput name="recoveryCode" className="num" autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={40} autoFocus />
        </Field>
      ) : (
        <Field key="code" label={t('totpCode')} hint={t('totpHint')} error={errorOf('code')}>
          <TextInput name="code" className="num" inputMode="numeric" autoComplete="one-time-code" maxLength={8} autoFocus />
        </Field>
      )}
      <Button type="submit" wide busy={pass.isPending} busyLabel={t('checking')}>
        {t('goOn')}
      </Button>
      <Button variant="quiet" onClick={change}>
        {byRecovery ? t('useTotp') : t('useRecovery')}
      </Button>
    </form>
  );
}
