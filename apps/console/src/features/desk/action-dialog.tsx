import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Dialog, Field, fieldProblem, ProblemNotice } from '@xuexi/ui';

import { Button, TextArea } from '../../components/controls';
import { errorBeside } from '../../lib/problem';

import { Check } from './check';
import styles from './desk.module.css';

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
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const lacking = documentSeen && !seen ? 'documentSeen' : reason.trim() === '' ? 'reason' : null;
    setMissing(lacking);
    if (lacking === null) onSubmit(reason);
  };
  return (
    <Dialog open title={title} onDismiss={onDismiss} className={styles.dialog}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <p className={styles.quiet}>{lead}</p>
        {children}
        {documentSeen && <Check label={t('actions.documentSeen')} checked={seen} error={missing === 'documentSeen' ? t('actions.documentMissing') : undefined} onChange={setSeen} />}
        <Field label={t('actions.reason')} error={missing === 'reason' ? t('actions.reasonMissing') : fieldProblem(error, 'reason')}>
          <TextArea rows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <ProblemNotice error={errorBeside(error, [...fields, 'reason'])} />
        <div className={styles.answers}>
          <Button variant="quiet" onClick={onDismiss}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" variant={danger ? 'secondary' : 'primary'} danger={danger} busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
