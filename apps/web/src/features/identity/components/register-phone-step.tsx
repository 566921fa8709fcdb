import { normalizePhone, passwordFault } from '@xuexi/domain';
import { Button, CodeField, Field, Notice, ProblemNotice, TextInput, errorBeside } from '@xuexi/ui';

import { ConsentLink } from '../../../components/consent-link';
import { readCode } from '../../../lib/read-code';
import { sendCode } from '../../../lib/sms-codes';
import { type FieldErrors, useForm } from '../../../lib/use-form';

import { useRegister } from '../api/register';
import { useStrings } from '../use-strings';

import { CodesPageHint } from './codes-page-hint';
import type { Newcomer } from './register-form';

type PhoneField = 'phone' | 'code' | 'password';

/** Phone, its code, and a password for those who want one. */
export function RegisterPhoneStep({ newcomer, onBack, onDone }: { newcomer: Newcomer; onBack: () => void; onDone: (existing: boolean) => void }) {
  const t = useStrings();
  const register = useRegister();
  const { form, onSubmit, errorOf, wrong, valueOf, complain } = useForm<PhoneField, { phone: string; code: string; password?: string }>({
    read: (data) => {
      const phone = normalizePhone(String(data.get('phone')));
      const code = readCode(String(data.get('code')));
      const password = String(data.get('password'));
      const fault = password === '' ? null : passwordFault(password);
      if (phone !== null && code !== null && fault === null) return { values: { phone, code, ...(password !== '' && { password }) } };
      const errors: FieldErrors<PhoneField> = {
        ...(phone === null && { phone: t('phoneWrong') }),
        ...(code === null && { code: t('codeMissing') }),
        ...(fault !== null && { password: t(`passwordFault.${fault}`) }),
      };
      return { errors };
    },
    send: (values) => register.mutate({ ...newcomer, ...values }, { onSuccess: ({ existing }) => onDone(existing) }),
    sending: register,
  });
  const send = async (proven: () => void) => {
    const phone = normalizePhone(valueOf('phone'));
    complain(phone === null ? { phone: t('phoneWrong') } : {});
    return phone === null ? null : sendCode('register', phone, proven);
  };
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      {wrong > 1 && <Notice tone="attention">{t('checkFields', { count: wrong })}</Notice>}
      <ProblemNotice error={errorBeside(register.error, ['phone', 'code', 'password'])} />
      <Field label={t('phone')} hint={t('phoneHint')} error={errorOf('phone')}>
        <TextInput name="phone" type="tel" inputMode="tel" autoComplete="username" autoFocus />
      </Field>
      <CodeField name="code" error={errorOf('code')} send={send} />
      <CodesPageHint />
      <Field label={t('passwordOptional')} hint={t('passwordOptionalHint')} error={errorOf('password')}>
        <TextInput name="password" type="password" autoComplete="new-password" maxLength={128} />
      </Field>
      <Button type="submit" wide busy={register.isPending} busyLabel={t('registering')}>
        {t('register')}
      </Button>
      <ConsentLink purpose="account" before={t('agree')} />
      <Button variant="quiet" onClick={onBack}>
        {t('back')}
      </Button>
    </form>
  );
}
