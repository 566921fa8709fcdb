import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Dialog, problemOf, ProblemNotice } from '@xuexi/ui';

import styles from './confirm-dialog.module.css';
import { Button } from './controls';

export interface ConfirmDialogProps {
  open: boolean;
  title: string;
  /** What follows from it. */
  children: ReactNode;
  /** What is done, as the label of the button. */
  action: string;
  /** The label of the way out, where "cancel" would be taken for what is asked about. */
  dismiss?: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
  onDismiss: () => void;
}

/** Asks once before something that others notice or that does not come back. */
export function ConfirmDialog({ open, title, children, action, dismiss, danger = false, busy, error, onConfirm, onDismiss }: ConfirmDialogProps) {
  const { t } = useTranslation('common');
  // There is no input here that a fault could stand beside.
  const faults = problemOf(error)?.fields ?? [];
  return (
    <Dialog open={open} title={title} onDismiss={onDismiss}>
      <div>{children}</div>
      <ProblemNotice error={error} />
      {faults.length > 0 && (
        <ul className={styles.faults}>
          {faults.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      <div className={styles.answers}>
        <Button variant="quiet" onClick={onDismiss}>
          {dismiss ?? t('cancel')}
        </Button>
        <Button variant={danger ? 'secondary' : 'primary'} danger={danger} busy={busy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
