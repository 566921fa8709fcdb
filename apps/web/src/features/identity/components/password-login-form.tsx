import { parseLogin } from '@xuexi/domain';
import { Button, Field, ProblemNotice, TextInput, errorBeside } from '@xuexi/ui';

import { useForm } from '../../../lib/use-form';

import { useSignIn } from '../api/sign-in';
import { useStrings } from '../use-strings';

/** Phone number or 学员号, and password. */
export function PasswordLoginForm() {
  const t = useStrings();
  const signIn = useSignIn();
  const { form, onSubmit, errorOf } = useForm<'login' | 'password', { login: string; password: string }>({
    read: (data) => {
      const login = String(data.get('login'));
      const password = String(data.get('password'));
      const known = parseLogin(login) !== null;
      if (known && password !== '') return { values: { login, password } };
      return { errors: { ...(!known && { login: t('loginWrong') }), ...(password === '' && { password: t('passwordMissing') }) } };
    },
    send: (values) => signIn.mutate(values),
    sending: signIn,
  });
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <ProblemNotice error={errorBeside(signIn.error, ['login', 'password'])} />
      <Field label={t('loginName')} error={errorOf('login')}>
        <TextInput name="login" type="tel" inputMode="tel" autoComplete="username" />
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
