import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem } from '@xuexi/ui';

import { TextArea } from '../../components/controls';
import { FileDrop } from '../../components/file-drop';
import { FormDialog } from '../../components/form-dialog';

import { PAPERS } from './papers';
import { type LearnerCredits, useReverse } from './use-corrections';

const LEAST = 4;

/** Takes an entry back: why, and on which paper where there is one. */
export function ReverseDialog({ entry, onDone, onDismiss }: { entry: LearnerCredits['entries'][number]; onDone: (said: string) => void; onDismiss: () => void }) {
  const { t } = useTranslation('corrections');
  const reverse = useReverse(entry.id);
  const [reason, setReason] = useState('');
  const [paper, setPaper] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = () => {
    const tooShort = reason.trim().length < LEAST;
    setMissing(tooShort);
    if (!tooShort) reverse.mutate({ reason, paper }, { onSuccess: ({ state }) => onDone(t(state === 'posted' ? 'grant.posted' : 'grant.waiting')) });
  };
  const lead = t('reverse.lead', { title: entry.title, credits: entry.credits });
  return (
    <FormDialog title={t('reverse.title')} lead={lead} action={t('reverse.action')} danger busy={reverse.isPending} error={reverse.error} fields={['reason', 'file', 'documentId']} onSubmit={submit} onDismiss={onDismiss}>
      <Field label={t('grant.reason')} error={missing ? t('grant.missing.reason') : fieldProblem(reverse.error, 'reason')}>
        <TextArea rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Field label={t('reverse.paper')} error={fieldProblem(reverse.error, 'file') ?? fieldProblem(reverse.error, 'documentId')}>
        <FileDrop file={paper} accept={PAPERS} label={t('reverse.paper')} hint={t('grant.paperHint')} onChoose={setPaper} />
      </Field>
    </FormDialog>
  );
}
