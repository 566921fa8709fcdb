import type { ReactNode, SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { Dialog, ProblemNotice } from '@xuexi/ui';

import { errorBeside } from '../lib/problem';

import { Button } from './controls';
import styles from './form-dialog.module.css';

export interface FormDialogProps {
  title: string;
  /** What it means and what follows. */
  lead?: string;
  /** What stands before the form because it is a form of its own. */
  before?: ReactNode;
  /** What is done, as the label of the button. */
  action: string;
  busyLabel?: string;
  /** The label of the way out, where "cancel" would be taken for what is done. */
  dismiss?: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  /** Fields whose faults are said beside their inputs. */
  fields: readonly string[];
  children: ReactNode;
  onSubmit: () => void;
  onDismiss: () => void;
}

/** The frame of everything that is filled in and sent off in a dialog: what it means, what to fill in, and two answers. */
export function FormDialog({ title, lead, before, action, busyLabel, dismiss, danger = false, busy, error, fields, children, onSubmit, onDismiss }: FormDialogProps) {
  const { t } = useTranslation('common');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog open title={title} onDismiss={onDismiss} className={styles.dialog}>
      {before}
      <form className={styles.form} onSubmit={submit} noValidate>
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        {children}
        <ProblemNotice error={errorBeside(error, [...fields])} />
        <div className={styles.answers}>
          <Button variant="quiet" onClick={onDismiss}>
            {dismiss ?? t('cancel')}
          </Button>
          <Button type="submit" variant={danger ? 'secondary' : 'primary'} danger={danger} busy={busy} busyLabel={busyLabel}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
