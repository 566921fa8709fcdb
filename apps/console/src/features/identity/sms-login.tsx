import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { maskPhone, normalizePhone } from '@xuexi/domain';
import { CodeField, Field, fieldProblem, ProblemNotice } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';
import { useApi } from '../../lib/api';
import { errorBeside } from '../../lib/problem';

import styles from './door.module.css';
import { sendCode } from './human-check';
import { useSmsLogin } from './use-login';

/** Phone number, and the code that is sent to it. */
export function SmsLogin() {
  const { t } = useTranslation('identity');
  const api = useApi();
  const login = useSmsLogin();
  const [phone, setPhone] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    login.mutate({ phone, code: String(new FormData(event.currentTarget).get('code')) });
  };
  const send = async (proven: () => void) => {
    const to = normalizePhone(phone);
    setWrong(to === null);
    return to === null ? null : { phoneMasked: maskPhone(to), ...(await sendCode(api, 'sign_in', to, proven)) };
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <ProblemNotice error={errorBeside(login.error, ['phone', 'code'])} />
      <Field label={t('login.phone')} error={wrong ? t('login.phoneWrong') : fieldProblem(login.error, 'phone')}>
        <TextInput type="tel" inputMode="tel" autoComplete="username" required autoFocus value={phone} onChange={(event) => setPhone(event.target.value)} />
      </Field>
      <CodeField name="code" error={fieldProblem(login.error, 'code')} send={send} />
      <Button type="submit" wide busy={login.isPending} busyLabel={t('login.busy')}>
        {t('login.submit')}
      </Button>
    </form>
  );
}
