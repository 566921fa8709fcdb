import { Button, Field, TextInput } from '@xuexi/ui';

import { useForm } from '../../../lib/use-form';

import { useStrings } from '../use-strings';

interface Typed {
  number: string;
  code: string;
}

/** Number and code, as they are read off a paper. */
export function CheckForm({ initial, onCheck }: { initial: Typed; onCheck: (typed: Typed) => void }) {
  const t = useStrings();
  const { form, onSubmit, errorOf } = useForm<keyof Typed, Typed>({
    read: (data) => {
      const typed = { number: read(data, 'number').toUpperCase(), code: read(data, 'code') };
      if (typed.number !== '' && typed.code !== '') return { values: typed };
      return { errors: { ...(typed.number === '' && { number: t('numberMissing') }), ...(typed.code === '' && { code: t('codeMissing') }) } };
    },
    send: onCheck,
  });
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Field label={t('number')} hint={t('numberHint')} error={errorOf('number')}>
        <TextInput name="number" className="num" defaultValue={initial.number} maxLength={60} autoCapitalize="characters" autoComplete="off" spellCheck={false} />
      </Field>
      <Field label={t('code')} hint={t('codeHint')} error={errorOf('code')}>
        <TextInput name="code" className="num" defaultValue={initial.code} maxLength={40} autoCapitalize="characters" autoComplete="off" spellCheck={false} />
      </Field>
      <Button type="submit" wide>
        {t('check')}
      </Button>
    </form>
  );
}

function read(data: FormData, name: keyof Typed): string {
  return String(data.get(name)).trim();
}
