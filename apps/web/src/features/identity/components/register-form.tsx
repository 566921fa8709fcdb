import { maskPhone, normalizePhone } from '@xuexi/domain';
import { Button, CodeField, Field, Notice, ProblemNotice, TextInput } from '@xuexi/ui';

import { useRef } from 'react';

import { type Registration, useRegister } from '../api/register';
import { sendCode } from '../api/send-code';
import { useStrings } from '../use-strings';

import { RegionPicker } from './region-picker';
import { type FieldErrors, useForm } from './use-form';

type RegisterField = keyof Registration;

const PASSWORD_MIN = 8;
const NAME_MAX = 30;

/** Phone, password, the name that others see, and where one lives. */
export function RegisterForm({ onDone }: { onDone: () => void }) {
  const t = useStrings();
  const register = useRegister();
  const { onSubmit, errorOf, wrong } = useForm<RegisterField, Registration>({
    read: (data) => {
      const values = {
        phone: normalizePhone(String(data.get('phone'))) ?? '',
        code: String(data.get('code')).trim(),
        password: String(data.get('password')),
        displayName: String(data.get('displayName')).trim(),
        regionId: String(data.get('regionId') ?? ''),
      };
      const errors: FieldErrors<RegisterField> = {
        ...(values.phone === '' && { phone: t('phoneWrong') }),
        ...(values.code === '' && { code: t('codeMissing') }),
        ...(values.password.length < PASSWORD_MIN && { password: t('passwordShort') }),
        ...(values.displayName === '' && { displayName: t('nameMissing') }),
        ...(values.displayName.length > NAME_MAX && { displayName: t('nameLong') }),
        ...(values.regionId === '' && { regionId: t('regionMissing') }),
      };
      return Object.keys(errors).length === 0 ? { values } : { errors };
    },
    send: (values) => register.mutate(values, { onSuccess: onDone }),
    sending: register,
  });
  const form = useRef<HTMLFormElement>(null);
  const send = async (proven: () => void) => {
    const phone = normalizePhone(String(form.current && new FormData(form.current).get('phone')));
    return phone === null ? null : { phoneMasked: maskPhone(phone), ...(await sendCode(phone, 'register', proven)) };
  };
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      {wrong > 1 ? <Notice tone="attention">{t('checkFields', { count: wrong })}</Notice> : <ProblemNotice error={register.error} />}
      <Field label={t('phone')} hint={t('phoneHint')} error={errorOf('phone')}>
        <TextInput name="phone" type="tel" inputMode="tel" autoComplete="username" />
      </Field>
      <CodeField name="code" error={errorOf('code')} send={send} />
      <Field label={t('password')} hint={t('passwordHint')} error={errorOf('password')}>
        <TextInput name="password" type="password" autoComplete="new-password" maxLength={128} />
      </Field>
      <Field label={t('name')} hint={t('nameHint')} error={errorOf('displayName')}>
        <TextInput name="displayName" autoComplete="nickname" />
      </Field>
      <RegionPicker name="regionId" error={errorOf('regionId')} />
      <Button type="submit" wide busy={register.isPending} busyLabel={t('registering')}>
        {t('register')}
      </Button>
    </form>
  );
}
