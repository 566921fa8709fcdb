import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Brand, Card, Field, fieldProblem, ProblemNotice, TextLink } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';
import { errorBeside } from '../../lib/problem';

import styles from './door.module.css';
import { useLogin } from './use-login';

/** The login, shown in place of whatever page was asked for; the page follows when it has worked. */
export function LoginPage() {
  const { t } = useTranslation('identity');
  const login = useLogin();
  const [phone, setPhone] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    login.mutate({ login: phone, password });
  };
  return (
    <main className={styles.door}>
      <title>{`${t('login.title')} · 学习在线`}</title>
      <div className={styles.sheet}>
        <Brand href="/" />
        <div>
          <h1>{t('login.title')}</h1>
          <p>{t('login.lead')}</p>
        </div>
        <Card>
          <form className={styles.form} onSubmit={submit}>
            <ProblemNotice error={errorBeside(login.error, ['login', 'password'])} />
            <Field label={t('login.phone')} error={fieldProblem(login.error, 'login')}>
              <TextInput
                type="tel"
                inputMode="numeric"
                autoComplete="username"
                required
                autoFocus
                value={phone}
                onChange={(event) => setPhone(event.target.value)}
              />
            </Field>
            <Field label={t('login.password')} error={fieldProblem(login.error, 'password')}>
              <TextInput
                type="password"
                autoComplete="current-password"
                required
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            </Field>
            <Button type="submit" wide busy={login.isPending} busyLabel={t('login.busy')}>
              {t('login.submit')}
            </Button>
          </form>
        </Card>
        <div className={styles.foot}>
          <p>{t('login.forgot')}</p>
          <TextLink href="/">{t('login.learnerSite')}</TextLink>
        </div>
      </div>
    </main>
  );
}
