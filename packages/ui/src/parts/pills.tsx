import clsx from 'clsx';
import type { ComponentPropsWithoutRef, ElementType } from 'react';

import type { AsLink } from './polymorphic';

import styles from './pills.module.css';

/** A row of choices of which one holds (years, categories). */
export function Pills({ className, ...rest }: ComponentPropsWithoutRef<'nav'>) {
  return <nav {...rest} className={clsx(styles.pills, className)} />;
}

/** One choice; the one that holds carries `aria-current`. */
export function PillLink<T extends ElementType = 'a'>({ as, current = false, className, ...rest }: AsLink<T, { current?: boolean; className?: string }>) {
  const Tag: ElementType = as ?? 'a';
  return <Tag {...rest} className={clsx(styles.pill, className)} aria-current={current ? 'true' : undefined} />;
}
