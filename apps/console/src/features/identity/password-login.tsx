import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem, ProblemNotice } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';
import { errorBeside } from '../../lib/problem';

import styles from './door.module.css';
import { useLogin } from './use-login';

/** Phone number or 学员号, and password. */
export function PasswordLogin() {
  const { t } = useTranslation('identity');
  const { login, checking } = useLogin();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    login.mutate({ login: name, password });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <ProblemNotice error={errorBeside(login.error, ['login', 'password'])} />
      <Field label={t('login.name')} error={fieldProblem(login.error, 'login')}>
        <TextInput inputMode="tel" autoComplete="username" required autoFocus value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t('login.password')} error={fieldProblem(login.error, 'password')}>
        <TextInput type="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
      </Field>
      <Button type="submit" wide busy={login.isPending} busyLabel={checking ? t('login.checking') : t('login.busy')}>
        {t('login.submit')}
      </Button>
    </form>
  );
}
