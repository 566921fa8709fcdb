import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem } from '@xuexi/ui';

import { TextArea } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';

import { Check } from './check';

export interface ActionDialogProps {
  title: string;
  /** What it means and what follows. */
  lead: string;
  action: string;
  /** The document must have been seen before. */
  documentSeen?: boolean;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  /** Fields whose faults are said beside their inputs. */
  fields?: readonly string[];
  children?: ReactNode;
  onSubmit: (reason: string) => void;
  onDismiss: () => void;
}

/** One thing that is done for a resident: what it means, what it needs, and why. */
export function ActionDialog({ title, lead, action, documentSeen = false, danger = false, busy, error, fields = [], children, onSubmit, onDismiss }: ActionDialogProps) {
  const { t } = useTranslation('desk');
  const [reason, setReason] = useState('');
  const [seen, setSeen] = useState(false);
  const [missing, setMissing] = useState<'reason' | 'documentSeen' | null>(null);
  const submit = () => {
    const lacking = documentSeen && !seen ? 'documentSeen' : reason.trim() === '' ? 'reason' : null;
    setMissing(lacking);
    if (lacking === null) onSubmit(reason);
  };
  return (
    <FormDialog title={title} lead={lead} action={action} dismiss={t('actions.cancel')} danger={danger} busy={busy} error={error} fields={[...fields, 'reason']} onSubmit={submit} onDismiss={onDismiss}>
      {children}
      {documentSeen && <Check label={t('actions.documentSeen')} checked={seen} error={missing === 'documentSeen' ? t('actions.documentMissing') : undefined} onChange={setSeen} />}
      <Field label={t('actions.reason')} error={missing === 'reason' ? t('actions.reasonMissing') : fieldProblem(error, 'reason')}>
        <TextArea rows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
