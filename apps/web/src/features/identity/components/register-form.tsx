import { normalizePhone } from '@xuexi/domain';
import type { Api } from '@xuexi/api-client';
import { Button, Field, Notice, ProblemNotice, TextInput } from '@xuexi/ui';

import { useRegister } from '../api/register';
import { useStrings } from '../use-strings';

import { RegionPicker } from './region-picker';
import { type FieldErrors, useForm } from './use-form';

type RegisterField = keyof Api['Register'];

const PASSWORD_MIN = 8;
const NAME_MAX = 30;

/** Phone, password, the name that others see, and where one lives. */
export function RegisterForm({ onDone }: { onDone: () => void }) {
  const t = useStrings();
  const register = useRegister();
  const { onSubmit, errorOf, wrong } = useForm<RegisterField, Api['Register']>({
    read: (data) => {
      const values = {
        phone: normalizePhone(String(data.get('phone'))) ?? '',
        password: String(data.get('password')),
        displayName: String(data.get('displayName')).trim(),
        regionId: String(data.get('regionId') ?? ''),
      };
      const errors: FieldErrors<RegisterField> = {
        ...(values.phone === '' && { phone: t('phoneWrong') }),
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
  return (
    <form onSubmit={onSubmit} noValidate>
      {wrong > 1 ? <Notice tone="attention">{t('checkFields', { count: wrong })}</Notice> : <ProblemNotice error={register.error} />}
      <Field label={t('phone')} hint={t('phoneHint')} error={errorOf('phone')}>
        <TextInput name="phone" type="tel" inputMode="tel" autoComplete="username" />
      </Field>
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
