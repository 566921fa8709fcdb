import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem } from '@xuexi/ui';

import { ConfirmDialog } from '../../components/confirm-dialog';
import { TextArea } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';

import { CorrectionFacts } from './correction-facts';
import styles from './corrections.module.css';
import { type Correction, useDecisions } from './use-corrections';

export type Decision = 'approve' | 'reject' | 'withdraw';

/** Asks once more before a request is carried out, turned down or taken back. */
export function DecisionDialog({ decision, correction, onDone }: { decision: Decision; correction: Correction; onDone: () => void }) {
  const { t } = useTranslation('corrections');
  const { approve, reject, withdraw } = useDecisions();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const { id } = correction;
  if (decision === 'reject') {
    const submit = () => {
      setMissing(note.trim() === '');
      if (note.trim() !== '') reject.mutate({ id, note }, { onSuccess: onDone });
    };
    return (
      <FormDialog title={t('reject.title')} action={t('reject.action')} danger busy={reject.isPending} error={reject.error} fields={['note']} onSubmit={submit} onDismiss={onDone}>
        <CorrectionFacts correction={correction} />
        <Field label={t('reject.note')} error={missing ? t('reject.missing') : fieldProblem(reject.error, 'note')}>
          <TextArea rows={3} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </FormDialog>
    );
  }
  const act = decision === 'approve' ? approve : withdraw;
  return (
    <ConfirmDialog open title={t(`${decision}.title`)} action={t(`${decision}.action`)} busy={act.isPending} error={act.error} onConfirm={() => act.mutate(id, { onSuccess: onDone })} onDismiss={onDone}>
      <div className={styles.decided}>
        <CorrectionFacts correction={correction} />
        <p>{t(`${decision}.detail`)}</p>
      </div>
    </ConfirmDialog>
  );
}
