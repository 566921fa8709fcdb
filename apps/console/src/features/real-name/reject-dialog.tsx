import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { REJECTION_REASONS, type RejectionReason } from '@xuexi/domain';
import { Field, fieldProblem } from '@xuexi/ui';

import { Select, TextArea } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';

import { type RealNameClaim, useRejectClaim } from './use-claims';

const REASONS = Object.keys(REJECTION_REASONS) as RejectionReason[];

/** Sends a claim back, with a reason that the learner reads. */
export function RejectDialog({ claim, onDone }: { claim: RealNameClaim; onDone: () => void }) {
  const { t } = useTranslation('realName');
  const reject = useRejectClaim();
  const [reason, setReason] = useState<RejectionReason>();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = () => {
    setMissing(reason === undefined);
    if (reason !== undefined) reject.mutate({ id: claim.id, reason, note }, { onSuccess: onDone });
  };
  return (
    <FormDialog title={t('reject.title')} action={t('reject.action')} busy={reject.isPending} busyLabel={t('reject.busy')} error={reject.error} fields={['reason', 'note']} onSubmit={submit} onDismiss={onDone}>
      <Field label={t('reject.reason')} error={missing && reason === undefined ? t('reject.missing') : fieldProblem(reject.error, 'reason')}>
        <Select value={reason ?? ''} onChange={(event) => setReason(REASONS.find((each) => each === event.target.value))}>
          <option value="">{t('reject.choose')}</option>
          {REASONS.map((each) => (
            <option key={each} value={each}>
              {REJECTION_REASONS[each]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('reject.note')} hint={t('reject.noteHint')} error={fieldProblem(reject.error, 'note')}>
        <TextArea rows={2} maxLength={100} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
