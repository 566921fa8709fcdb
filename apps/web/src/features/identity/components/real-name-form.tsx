import { isPersonName, normalizePersonName, parseIdNumber, shanghaiDate } from '@xuexi/domain';
import type { Api } from '@xuexi/api-client';
import { Button, Field, ProblemNotice, TextInput } from '@xuexi/ui';

import { useVerifyRealName } from '../api/verify-real-name';
import { useStrings } from '../use-strings';

import { useForm } from './use-form';

type RealNameField = keyof Api['RealName'];

/** Name and ID number, as tolerant of typing as of the cards people hold. */
export function RealNameForm() {
  const t = useStrings();
  const verify = useVerifyRealName();
  const { onSubmit, errorOf } = useForm<RealNameField, Api['RealName']>({
    read: (data) => {
      const name = normalizePersonName(String(data.get('name')));
      const typed = String(data.get('idNumber'));
      const id = parseIdNumber(typed, shanghaiDate(Date.now()));
      const idWrong = typed.trim() === '' ? t('idMissing') : id.ok ? undefined : t(`idFault.${id.reason}`, { length: typed.replace(/\s/g, '').length });
      if (isPersonName(name) && id.ok) return { values: { name, idNumber: id.value } };
      return { errors: { ...(!isPersonName(name) && { name: t('realNameWrong') }), ...(idWrong !== undefined && { idNumber: idWrong }) } };
    },
    send: (values) => verify.mutate(values),
    sending: verify,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <ProblemNotice error={verify.error} />
      <Field label={t('realName')} hint={t('realNameHint')} error={errorOf('name')}>
        <TextInput name="name" autoComplete="name" />
      </Field>
      <Field label={t('idNumber')} hint={t('idNumberHint')} error={errorOf('idNumber')}>
        <TextInput name="idNumber" className="num" autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={64} />
      </Field>
      <Button type="submit" wide busy={verify.isPending} busyLabel={t('verifying')}>
        {t('verify')}
      </Button>
    </form>
  );
}
