import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem } from '@xuexi/ui';

import { TextArea } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';

import { type Alarm, useResolveAlarm } from './use-ledger';

/** Says what was found out about an alarm, and closes it; both are on record. */
export function ResolveAlarm({ alarm: { id, name }, onDone }: { alarm: Alarm; onDone: () => void }) {
  const { t } = useTranslation('ledger');
  const resolve = useResolveAlarm(id);
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={t('resolve.title')}
      lead={t('resolve.lead', { name })}
      action={t('resolve.action')}
      busy={resolve.isPending}
      error={resolve.error}
      fields={['reason']}
      onSubmit={() => resolve.mutate(reason, { onSuccess: onDone })}
      onDismiss={onDone}
    >
      <Field label={t('resolve.reason')} error={fieldProblem(resolve.error, 'reason')}>
        <TextArea rows={3} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
