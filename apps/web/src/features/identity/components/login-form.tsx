import { normalizePhone } from '@xuexi/domain';
import { Button, Field, ProblemNotice, TextInput } from '@xuexi/ui';

import { useSignIn } from '../api/sign-in';
import { useStrings } from '../use-strings';

import { useForm } from './use-form';

/** Phone and password. */
export function LoginForm({ onDone }: { onDone: () => void }) {
  const t = useStrings();
  const signIn = useSignIn();
  const { onSubmit, errorOf } = useForm<'phone' | 'password', { phone: string; password: string }>({
    read: (data) => {
      const phone = normalizePhone(String(data.get('phone')));
      const password = String(data.get('password'));
      if (phone !== null && password !== '') return { values: { phone, password } };
      return { errors: { ...(phone === null && { phone: t('phoneWrong') }), ...(password === '' && { password: t('passwordMissing') }) } };
    },
    send: (values) => signIn.mutate(values, { onSuccess: onDone }),
    sending: signIn,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <ProblemNotice error={signIn.error} />
      <Field label={t('phone')} error={errorOf('phone')}>
        <TextInput name="phone" type="tel" inputMode="tel" autoComplete="username" />
      </Field>
      <Field label={t('password')} error={errorOf('password')}>
        <TextInput name="password" type="password" autoComplete="current-password" maxLength={128} />
      </Field>
      <Button type="submit" wide busy={signIn.isPending} busyLabel={t('loggingIn')}>
        {t('login')}
      </Button>
    </form>
  );
}
