import clsx from 'clsx';
import type { ComponentPropsWithRef } from 'react';
import { Link, type LinkProps } from 'react-router';

import {
  Button as WideButton,
  type ButtonProps as WideButtonProps,
  type ButtonVariant,
  LinkButton as WideLinkButton,
  Select as WideSelect,
  TextArea as WideTextArea,
  TextInput as WideTextInput,
} from '@xuexi/ui';

import styles from './controls.module.css';

interface Size {
  /** Smaller still, for rows of a list. */
  small?: boolean;
}

export interface ButtonProps extends WideButtonProps, Size {
  /** Takes something away that does not come back by itself. */
  danger?: boolean;
}

/** The button of @xuexi/ui in the console's density. */
export function Button({ small = false, danger = false, className, ...rest }: ButtonProps) {
  return <WideButton {...rest} className={clsx(styles.button, small && styles.small, danger && styles.danger, className)} />;
}

export interface LinkButtonProps extends LinkProps, Size {
  variant?: ButtonVariant;
}

/** A link within the console that looks like a button, in its density. */
export function LinkButton({ small = false, className, ...rest }: LinkButtonProps) {
  return <WideLinkButton as={Link} {...rest} className={clsx(styles.button, small && styles.small, className)} />;
}

/** A link that leaves the console, for example to the learner site, and looks like a button. */
export function SiteLinkButton({ href, variant, children }: { href: string; variant?: ButtonVariant; children: string }) {
  return (
    <WideLinkButton href={href} variant={variant} className={styles.button}>
      {children}
    </WideLinkButton>
  );
}

/** One line of text in the console's density. */
export function TextInput({ className, ...rest }: ComponentPropsWithRef<'input'>) {
  return <WideTextInput {...rest} className={clsx(styles.input, className)} />;
}

/** Several lines of text in the console's density. */
export function TextArea({ className, ...rest }: ComponentPropsWithRef<'textarea'>) {
  return <WideTextArea {...rest} className={clsx(styles.input, className)} />;
}

/** A choice in the console's density; `compact` is as wide as what it says, for the head of a page. */
export function Select({ compact = false, className, ...rest }: ComponentPropsWithRef<'select'> & { compact?: boolean }) {
  return <WideSelect {...rest} className={clsx(styles.input, compact && styles.compact, className)} />;
}
