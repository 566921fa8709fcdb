import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { shanghaiDate } from '@xuexi/domain';
import { Field, fieldProblem, problemOf } from '@xuexi/ui';

import { TextArea, TextInput } from '../../components/controls';
import { FileDrop } from '../../components/file-drop';
import { FormDialog } from '../../components/form-dialog';

import styles from './corrections.module.css';
import { useLimits, whyWaiting } from './limit';
import { PAPERS } from './papers';
import { useGrant } from './use-corrections';

const FIELDS = ['credits', 'date', 'title', 'reason', 'file', 'documentId'];
const LEAST = 4;

type Missing = 'credits' | 'title' | 'reason' | 'paper';

/** Grants credits: how many, of which date, for what, why, and on which paper. */
export function GrantDialog({ personId, onDone, onDismiss }: { personId: string; onDone: (said: string) => void; onDismiss: () => void }) {
  const { t } = useTranslation('corrections');
  const grant = useGrant(personId);
  const today = shanghaiDate(Date.now());
  const [credits, setCredits] = useState('');
  const [date, setDate] = useState(today);
  const limits = useLimits(date);
  const [title, setTitle] = useState('');
  const [reason, setReason] = useState('');
  const [paper, setPaper] = useState<File | null>(null);
  const [missing, setMissing] = useState<Missing | null>(null);
  // The refusal asks whether it is meant; to send the same once more says so.
  const sent = grant.variables;
  const isRepeated = problemOf(grant.error)?.code === 'grant_repeated' && sent?.credits === credits && sent.title === title && sent.reason === reason;
  const errorOf = (field: string, lacking?: Missing) => (lacking !== undefined && missing === lacking ? t(`grant.missing.${lacking}`) : fieldProblem(grant.error, field));
  const submit = () => {
    const lacking = credits.trim() === '' ? 'credits' : title.trim() === '' ? 'title' : reason.trim().length < LEAST ? 'reason' : paper === null ? 'paper' : null;
    setMissing(lacking);
    if (lacking === null && paper !== null) grant.mutate({ credits, date, title, reason, paper, again: isRepeated }, { onSuccess: (asked) => onDone(asked.state === 'posted' ? t('grant.posted') : t(`grant.waiting.${whyWaiting(asked).why}`, whyWaiting(asked))) });
  };
  return (
    <FormDialog title={t('grant.title')} lead={limits === null ? undefined : t('grant.lead', { ...limits })} action={t(isRepeated ? 'grant.again' : 'grant.action')} busy={grant.isPending} error={grant.error} fields={FIELDS} onSubmit={submit} onDismiss={onDismiss}>
      <div className={styles.pair}>
        <Field label={t('grant.credits')} hint={t('grant.creditsHint')} error={errorOf('credits', 'credits')}>
          <TextInput inputMode="decimal" maxLength={6} value={credits} onChange={(event) => setCredits(event.target.value)} />
        </Field>
        <Field label={t('grant.date')} hint={t('grant.dateHint')} error={errorOf('date')}>
          <TextInput type="date" max={today} value={date} onChange={(event) => setDate(event.target.value)} />
        </Field>
      </div>
      <Field label={t('grant.about')} error={errorOf('title', 'title')}>
        <TextInput maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
      </Field>
      <Field label={t('grant.reason')} error={errorOf('reason', 'reason')}>
        <TextArea rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Field label={t('grant.paper')} error={errorOf('file', 'paper') ?? errorOf('documentId')}>
        <FileDrop file={paper} accept={PAPERS} label={t('grant.paper')} hint={t('grant.paperHint')} onChoose={setPaper} />
      </Field>
    </FormDialog>
  );
}
