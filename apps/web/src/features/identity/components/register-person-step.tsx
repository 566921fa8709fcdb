import { Button, Field, Notice, TextInput } from '@xuexi/ui';

import { RegionPicker } from '../../../components/region-picker';
import { type FieldErrors, useForm } from '../../../lib/use-form';

import { useStrings } from '../use-strings';

import type { Newcomer } from './register-form';

const NAME_MAX = 30;

/** The name that others see, and where one lives. */
export function RegisterPersonStep({ onNext }: { onNext: (newcomer: Newcomer) => void }) {
  const t = useStrings();
  const { form, onSubmit, errorOf, wrong } = useForm<keyof Newcomer, Newcomer>({
    read: (data) => {
      const values = { displayName: String(data.get('displayName')).trim(), regionId: String(data.get('regionId') ?? '') };
      const errors: FieldErrors<keyof Newcomer> = {
        ...(values.displayName === '' && { displayName: t('nameMissing') }),
        ...(values.displayName.length > NAME_MAX && { displayName: t('nameLong') }),
        ...(values.regionId === '' && { regionId: t('regionMissing') }),
      };
      return Object.keys(errors).length === 0 ? { values } : { errors };
    },
    send: onNext,
  });
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      {wrong > 1 && <Notice tone="attention">{t('checkFields', { count: wrong })}</Notice>}
      <Field label={t('name')} hint={t('nameHint')} error={errorOf('displayName')}>
        <TextInput name="displayName" autoComplete="nickname" />
      </Field>
      <RegionPicker name="regionId" legend={t('region')} hint={t('regionHint')} error={errorOf('regionId')} />
      <Button type="submit" wide>
        {t('next')}
      </Button>
    </form>
  );
}
