import clsx from 'clsx';
import type { ElementType } from 'react';

import type { AsLink } from './polymorphic';

import styles from './text-link.module.css';

/** A link that stands alone ("学习超市 →") with a full touch target. */
export function TextLink<T extends ElementType = 'a'>({ as, className, ...rest }: AsLink<T, { className?: string }>) {
  const Tag: ElementType = as ?? 'a';
  return <Tag {...rest} className={clsx(styles.link, className)} />;
}
