import { createContext, type ReactNode, useContext, useId } from 'react';

import styles from './field.module.css';

export interface FieldProps {
  label: string;
  /** What to type, shown under the label before anything is wrong. */
  hint?: ReactNode;
  /** What is wrong and how to put it right. */
  error?: string;
  /** The control: TextInput, Select or anything that uses `useFieldControl`. */
  children: ReactNode;
}

interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

const FieldContext = createContext<FieldControl | null>(null);

/** The id and descriptions that the surrounding Field gives its control; empty outside of one. */
export function useFieldControl(): Partial<FieldControl> {
  return useContext(FieldContext) ?? {};
}

/** A label with its control, hint and error; the control is described by both and marked invalid by the error. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const control: FieldControl = {
    id,
    'aria-describedby': [errorId, hintId].filter(Boolean).join(' ') || undefined,
    'aria-invalid': error === undefined ? undefined : true,
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
      <FieldContext value={control}>{children}</FieldContext>
      {error !== undefined && (
        <p id={errorId} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
