import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { isYearClosed, yearOfDate } from '@xuexi/domain';
import { Field, fieldProblem, Notice } from '@xuexi/ui';

import { TextArea } from '../../components/controls';
import { FileDrop } from '../../components/file-drop';
import { FormDialog } from '../../components/form-dialog';

import { whyWaiting } from './limit';
import { PAPERS } from './papers';
import { type LearnerCredits, useReverse } from './use-corrections';

const LEAST = 4;

/** Takes an entry back: why, on which paper, and what may follow where the year's statement is out already. */
export function ReverseDialog({ entry, onDone, onDismiss }: { entry: LearnerCredits['entries'][number]; onDone: (said: string) => void; onDismiss: () => void }) {
  const { t } = useTranslation('corrections');
  const reverse = useReverse(entry.id);
  const [reason, setReason] = useState('');
  const [paper, setPaper] = useState<File | null>(null);
  const [missing, setMissing] = useState<'reason' | 'paper' | null>(null);
  const submit = () => {
    const lacking = reason.trim().length < LEAST ? 'reason' : paper === null ? 'paper' : null;
    setMissing(lacking);
    if (lacking === null && paper !== null) reverse.mutate({ reason, paper }, { onSuccess: (asked) => onDone(asked.state === 'posted' ? t('grant.posted') : t(`grant.waiting.${whyWaiting(asked).why}`, whyWaiting(asked))) });
  };
  const lead = t('reverse.lead', { title: entry.title, credits: entry.credits });
  return (
    <FormDialog title={t('reverse.title')} lead={lead} action={t('reverse.action')} danger busy={reverse.isPending} error={reverse.error} fields={['reason', 'file', 'documentId']} onSubmit={submit} onDismiss={onDismiss}>
      {isYearClosed(yearOfDate(entry.date), Date.now()) && <Notice tone="attention">{t('reverse.closed', { year: yearOfDate(entry.date) })}</Notice>}
      <Field label={t('grant.reason')} error={missing === 'reason' ? t('grant.missing.reason') : fieldProblem(reverse.error, 'reason')}>
        <TextArea rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Field label={t('reverse.paper')} error={missing === 'paper' ? t('grant.missing.paper') : fieldProblem(reverse.error, 'file') ?? fieldProblem(reverse.error, 'documentId')}>
        <FileDrop file={paper} accept={PAPERS} label={t('reverse.paper')} hint={t('grant.paperHint')} onChoose={setPaper} />
      </Field>
    </FormDialog>
  );
}
