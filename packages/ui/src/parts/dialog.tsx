import clsx from 'clsx';
import { type ReactNode, useEffect, useId, useRef } from 'react';

import styles from './dialog.module.css';

export interface DialogProps {
  open: boolean;
  title: string;
  /** Called when the person leaves by Esc; without it, only what stands in the dialog closes it. */
  onDismiss?: () => void;
  className?: string;
  children: ReactNode;
}

/** A question that has to be answered before going on; the browser's own modal dialog, so focus stays inside. */
export function Dialog({ open, title, onDismiss, className, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (open && dialog && !dialog.open) dialog.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      className={clsx(styles.dialog, className)}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onDismiss?.();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}
