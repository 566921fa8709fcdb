import clsx from 'clsx';
import type { ComponentPropsWithRef } from 'react';

import { useFieldControl } from './field';

import styles from './inputs.module.css';

/** One line of text; takes its id and descriptions from the Field around it. */
export function TextInput({ className, ...rest }: ComponentPropsWithRef<'input'>) {
  return <input type="text" {...useFieldControl()} {...rest} className={clsx(styles.input, className)} />;
}

/** Several lines of text. */
export function TextArea({ className, ...rest }: ComponentPropsWithRef<'textarea'>) {
  return <textarea rows={4} {...useFieldControl()} {...rest} className={clsx(styles.input, styles.area, className)} />;
}

/** A choice out of a list, drawn by the system (the picker every phone already knows). */
export function Select({ className, ...rest }: ComponentPropsWithRef<'select'>) {
  return <select {...useFieldControl()} {...rest} className={clsx(styles.input, styles.select, className)} />;
}
