import clsx from 'clsx';
import type { ComponentPropsWithRef, ElementType, MouseEvent } from 'react';

import type { AsLink } from './polymorphic';

import styles from './button.module.css';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet';

interface Look {
  variant?: ButtonVariant;
  /** Fills the width of its container. */
  wide?: boolean;
}

export interface ButtonProps extends ComponentPropsWithRef<'button'>, Look {
  /** Something is under way: the button keeps its place and focus, and does nothing until it is over. */
  busy?: boolean;
  /** What is under way, shown instead of the label ("正在登录"). */
  busyLabel?: string;
}

/** A button. `type` is `button` unless said otherwise. */
export function Button({ variant = 'primary', wide = false, busy = false, busyLabel, className, children, onClick, ...rest }: ButtonProps) {
  const act = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      className={clsx(look({ variant, wide }), className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={act}
    >
      {busy && busyLabel !== undefined ? busyLabel : children}
    </button>
  );
}

/** A link that looks like a button, for going somewhere: `<LinkButton as={Link} to="/courses">`. */
export function LinkButton<T extends ElementType = 'a'>({ as, variant = 'primary', wide = false, className, ...rest }: AsLink<T, Look & { className?: string }>) {
  const Tag: ElementType = as ?? 'a';
  return <Tag {...rest} className={clsx(look({ variant, wide }), className)} />;
}

const look = ({ variant, wide }: Required<Look>) => clsx(styles.button, styles[variant], wide && styles.wide);
