import { passwordFault } from '@xuexi/domain';
import { Button, Field, ProblemNotice, TextInput, errorBeside } from '@xuexi/ui';
import { useState } from 'react';

import { useChangePassword } from '../lib/change-password';
import { useForm } from '../lib/use-form';

import { useStrings } from './use-strings';

import styles from './new-password-form.module.css';

/** A new password, typed once and readable if wanted: old hands mistype twice as easily as once. */
export function NewPasswordForm({ onDone }: { onDone: () => void }) {
  const t = useStrings();
  const change = useChangePassword();
  const [shown, setShown] = useState(false);
  const { form, onSubmit, errorOf } = useForm<'password', { password: string }>({
    read: (data) => {
      const password = String(data.get('password'));
      const fault = passwordFault(password);
      return fault === null ? { values: { password } } : { errors: { password: t(`password.${fault}`) } };
    },
    send: (values) => change.mutate(values, { onSuccess: onDone }),
    sending: change,
  });
  return (
    <form ref={form} className={styles.form} onSubmit={onSubmit} noValidate>
      <ProblemNotice error={errorBeside(change.error, ['password'])} />
      <Field label={t('password.new')} hint={t('password.hint')} error={errorOf('password')}>
        <TextInput name="password" type={shown ? 'text' : 'password'} autoComplete="new-password" autoCapitalize="none" spellCheck={false} maxLength={128} />
      </Field>
      <label className={styles.show}>
        <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
        {t('password.show')}
      </label>
      <Button type="submit" wide busy={change.isPending} busyLabel={t('password.saving')}>
        {t('password.save')}
      </Button>
    </form>
  );
}
