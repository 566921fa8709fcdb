import { normalizePhone } from '@xuexi/domain';
import type { Api } from '@xuexi/api-client';
import { Button, CodeField, Field, ProblemNotice, TextInput, errorBeside } from '@xuexi/ui';

import { readCode } from '../../../lib/read-code';
import { sendCode } from '../../../lib/sms-codes';
import { useForm } from '../../../lib/use-form';

import { useSignInByCode } from '../api/sign-in';
import { useStrings } from '../use-strings';

import { CodesPageHint } from './codes-page-hint';

/** Phone number and the code that is sent to it. */
export function CodeLoginForm() {
  const t = useStrings();
  const signIn = useSignInByCode();
  const { form, onSubmit, errorOf, valueOf, complain } = useForm<'phone' | 'code', Api['SmsLogin']>({
    read: (data) => {
      const phone = normalizePhone(String(data.get('phone')));
      const code = readCode(String(data.get('code')));
      if (phone !== null && code !== null) return { values: { phone, code } };
      return { errors: { ...(phone === null && { phone: t('phoneWrong') }), ...(code === null && { code: t('codeMissing') }) } };
    },
    send: (values) => signIn.mutate(values),
    sending: signIn,
  });
  const send = async (proven: () => void) => {
    const phone = normalizePhone(valueOf('phone'));
    complain(phone === null ? { phone: t('phoneWrong') } : {});
    return phone === null ? null : sendCode('sign_in', phone, proven);
  };
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <ProblemNotice error={errorBeside(signIn.error, ['phone', 'code'])} />
      <Field label={t('phone')} error={errorOf('phone')}>
        <TextInput name="phone" type="tel" inputMode="tel" autoComplete="username" />
      </Field>
      <CodeField name="code" error={errorOf('code')} send={send} />
      <Button type="submit" wide busy={signIn.isPending} busyLabel={t('loggingIn')}>
        {t('login')}
      </Button>
      <CodesPageHint />
    </form>
  );
}
