import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem } from '@xuexi/ui';

import { TextArea } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';

import { type PublishedLesson, useTakeDown } from './use-takedown';

/** Asks why a lesson is taken down, and says what that means. */
export function TakedownDialog({ lesson, onDone }: { lesson: PublishedLesson; onDone: () => void }) {
  const { t } = useTranslation('takedown');
  const takeDown = useTakeDown();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = () => {
    setMissing(reason.trim() === '');
    if (reason.trim() !== '') takeDown.mutate({ mediaId: lesson.mediaId, reason }, { onSuccess: onDone });
  };
  return (
    <FormDialog
      title={t('takeDown.title', { lesson: lesson.title })}
      lead={t('takeDown.lead')}
      action={t('takeDown.action')}
      dismiss={t('takeDown.cancel')}
      danger
      busy={takeDown.isPending}
      error={takeDown.error}
      fields={['reason']}
      onSubmit={submit}
      onDismiss={onDone}
    >
      <Field label={t('takeDown.reason')} hint={t('takeDown.reasonHint')} error={missing ? t('takeDown.reasonMissing') : fieldProblem(takeDown.error, 'reason')}>
        <TextArea rows={3} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
