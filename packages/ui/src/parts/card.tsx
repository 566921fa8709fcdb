import clsx from 'clsx';
import type { ComponentPropsWithoutRef, ElementType } from 'react';

import styles from './card.module.css';

export interface CardProps extends ComponentPropsWithoutRef<'div'> {
  as?: ElementType;
  /** Inner space; `none` for lists that draw their own rows. */
  padding?: 'normal' | 'none';
}

/** A sheet on the paper: surface, hairline, no shadow. */
export function Card({ as: Tag = 'div', padding = 'normal', className, ...rest }: CardProps) {
  return <Tag {...rest} className={clsx(styles.card, padding === 'normal' && styles.padded, className)} />;
}
