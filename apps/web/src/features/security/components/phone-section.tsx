import { normalizePhone } from '@xuexi/domain';
import type { Api } from '@xuexi/api-client';
import { Button, CodeField, Field, ProblemNotice, TextInput, errorBeside } from '@xuexi/ui';

import { ChangeableSection } from '../../../components/changeable-section';
import { readCode } from '../../../lib/read-code';
import { sendCode } from '../../../lib/sms-codes';
import { useForm } from '../../../lib/use-form';

import { useChangePhone } from '../api/change-phone';
import { useStrings } from '../use-strings';

import styles from './phone-section.module.css';

/** The phone one signs in with, and the way to another one. */
export function PhoneSection({ phoneMasked }: { phoneMasked: string | null }) {
  const t = useStrings();
  const words = { change: t(phoneMasked === null ? 'phone.add' : 'phone.change'), cancel: t('cancel'), done: t('phone.done') };
  return (
    <ChangeableSection title={t('phone.title')} lead={phoneMasked ?? t('phone.none')} words={words}>
      {(onDone) => <NewPhone onDone={onDone} />}
    </ChangeableSection>
  );
}

function NewPhone({ onDone }: { onDone: () => void }) {
  const t = useStrings();
  const change = useChangePhone();
  const { form, onSubmit, errorOf, valueOf, complain } = useForm<'phone' | 'code', Api['ChangePhone']>({
    read: (data) => {
      const phone = normalizePhone(String(data.get('phone')));
      const code = readCode(String(data.get('code')));
      if (phone !== null && code !== null) return { values: { phone, code } };
      return { errors: { ...(phone === null && { phone: t('phone.wrong') }), ...(code === null && { code: t('phone.codeMissing') }) } };
    },
    send: (values) => change.mutate(values, { onSuccess: onDone }),
    sending: change,
  });
  const send = async (proven: () => void) => {
    const phone = normalizePhone(valueOf('phone'));
    complain(phone === null ? { phone: t('phone.wrong') } : {});
    return phone === null ? null : sendCode('change_phone', phone, proven);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={onSubmit} noValidate>
      <ProblemNotice error={errorBeside(change.error, ['phone', 'code'])} />
      <Field label={t('phone.new')} error={errorOf('phone')}>
        <TextInput name="phone" type="tel" inputMode="tel" autoComplete="tel" />
      </Field>
      <CodeField name="code" error={errorOf('code')} send={send} />
      <Button type="submit" wide busy={change.isPending} busyLabel={t('phone.saving')}>
        {t('phone.save')}
      </Button>
    </form>
  );
}
