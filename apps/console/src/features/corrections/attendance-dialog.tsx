import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { shanghaiDate } from '@xuexi/domain';
import { Field, fieldProblem } from '@xuexi/ui';

import { TextInput } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';

import styles from './corrections.module.css';
import { useLimits } from './limit';
import { useAttendance } from './use-corrections';

const TEXTS = ['activityId', 'title', 'date', 'classHours', 'scheduledMinutes', 'presentMinutes'] as const;
type Text = (typeof TEXTS)[number];

const LABELS = { activityId: 'attend.activity', title: 'attend.about', date: 'attend.date', classHours: 'attend.hours', scheduledMinutes: 'attend.scheduled', presentMinutes: 'attend.present' } as const satisfies Record<Text, string>;

/** Records a class that the learner attended: which, when, how long, and whether they signed out. */
export function AttendanceDialog({ personId, onDone, onDismiss }: { personId: string; onDone: (said: string) => void; onDismiss: () => void }) {
  const { t } = useTranslation('corrections');
  const record = useAttendance(personId);
  const today = shanghaiDate(Date.now());
  const [typed, setTyped] = useState<Record<Text, string>>({ activityId: '', title: '', date: today, classHours: '', scheduledMinutes: '', presentMinutes: '' });
  const limits = useLimits(typed.date);
  const [signedOut, setSignedOut] = useState(false);
  const [missing, setMissing] = useState<Text | null>(null);
  const submit = () => {
    const lacking = TEXTS.find((name) => typed[name].trim() === '') ?? null;
    setMissing(lacking);
    if (lacking !== null) return;
    const body = { ...typed, scheduledMinutes: Number(typed.scheduledMinutes), presentMinutes: Number(typed.presentMinutes), signedOut };
    record.mutate(body, { onSuccess: ({ cut, credits }) => onDone(t(cut ? 'attend.cut' : 'attend.done', { credits, ...limits })) });
  };
  const field = (name: Text, input: Omit<React.ComponentProps<typeof TextInput>, 'value' | 'onChange'> = {}, hint?: string) => (
    <Field label={t(LABELS[name])} hint={hint} error={missing === name ? t('attend.missing') : fieldProblem(record.error, name)}>
      <TextInput {...input} value={typed[name]} onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} />
    </Field>
  );
  const outError = fieldProblem(record.error, 'signedOut');
  return (
    <FormDialog title={t('attend.title')} lead={limits === null ? undefined : t('attend.lead', { ...limits })} action={t('attend.action')} busy={record.isPending} error={record.error} fields={[...TEXTS, 'signedOut']} onSubmit={submit} onDismiss={onDismiss}>
      {field('title', { maxLength: 60 })}
      {field('activityId', { maxLength: 60 }, t('attend.activityHint'))}
      <div className={styles.pair}>
        {field('date', { type: 'date', max: today })}
        {field('classHours', { inputMode: 'decimal', maxLength: 5 })}
        {field('scheduledMinutes', { inputMode: 'numeric', maxLength: 4 })}
        {field('presentMinutes', { inputMode: 'numeric', maxLength: 4 })}
      </div>
      <Field label={t('attend.signedOut')} error={outError}>
        <SignedOut checked={signedOut} onChange={setSignedOut} />
      </Field>
    </FormDialog>
  );
}

function SignedOut({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  const { t } = useTranslation('corrections');
  return (
    <span className={styles.check}>
      <input type="checkbox" aria-label={t('attend.signedOut')} checked={checked} onChange={(event) => onChange(event.target.checked)} />
    </span>
  );
}
