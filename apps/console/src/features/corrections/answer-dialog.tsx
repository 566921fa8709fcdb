import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem } from '@xuexi/ui';

import { TextArea } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';

import styles from './corrections.module.css';
import { useDecisions } from './use-corrections';

const LEAST = 4;

/** The answer to an objection: whether the learner is right, and why. */
export function AnswerDialog({ appealId, onDone }: { appealId: string; onDone: () => void }) {
  const { t } = useTranslation('corrections');
  const { answer } = useDecisions();
  const [upheld, setUpheld] = useState(false);
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = () => {
    const tooShort = words.trim().length < LEAST;
    setMissing(tooShort);
    if (!tooShort) answer.mutate({ id: appealId, upheld, answer: words }, { onSuccess: onDone });
  };
  return (
    <FormDialog title={t('appeal.title')} lead={t('appeal.lead')} action={t('appeal.action')} busy={answer.isPending} error={answer.error} fields={['answer']} onSubmit={submit} onDismiss={onDone}>
      <fieldset className={styles.choice}>
        <legend>{t('appeal.choice')}</legend>
        {([false, true] as const).map((choice) => (
          <label key={String(choice)}>
            <input type="radio" name="upheld" checked={upheld === choice} onChange={() => setUpheld(choice)} />
            {t(choice ? 'appeal.upheld' : 'appeal.dismissed')}
          </label>
        ))}
      </fieldset>
      <Field label={t('appeal.answerLabel')} error={missing ? t('appeal.missing') : fieldProblem(answer.error, 'answer')}>
        <TextArea rows={4} maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
