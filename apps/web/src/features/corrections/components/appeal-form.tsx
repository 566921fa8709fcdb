import { Button, Field, ProblemNotice, TextArea, errorBeside } from '@xuexi/ui';

import { useForm } from '../../../lib/use-form';

import { useAppeal } from '../api/corrections';
import { useStrings } from '../use-strings';

import styles from './appeal-form.module.css';

const LEAST = 4;
const MOST = 1000;

/** The learner's own words against a correction; they can be sent once. */
export function AppealForm({ correctionId }: { correctionId: string }) {
  const t = useStrings();
  const appeal = useAppeal(correctionId);
  const { form, onSubmit, errorOf } = useForm<'text', string>({
    read: (data) => {
      const text = String(data.get('text')).trim();
      return text.length < LEAST ? { errors: { text: t('appealMissing') } } : { values: text };
    },
    send: (text) => appeal.mutate(text),
    sending: appeal,
  });
  return (
    <form ref={form} className={styles.form} onSubmit={onSubmit} noValidate>
      <ProblemNotice error={errorBeside(appeal.error, ['text'])} />
      <Field label={t('appealLabel')} hint={t('appealHint')} error={errorOf('text')}>
        <TextArea name="text" rows={5} maxLength={MOST} />
      </Field>
      <Button type="submit" wide busy={appeal.isPending} busyLabel={t('sending')}>
        {t('send')}
      </Button>
    </form>
  );
}
