import clsx from 'clsx';
import type { ElementType } from 'react';

import type { AsLink } from './polymorphic';

import styles from './brand.module.css';

/** The name of the product with its round seal, as a link home. `suffix` names a part of it ("管理台"). */
export function Brand<T extends ElementType = 'a'>({ as, suffix, className, ...rest }: AsLink<T, { suffix?: string; className?: string }>) {
  const Tag: ElementType = as ?? 'a';
  return (
    <Tag {...rest} className={clsx(styles.brand, className)}>
      <i aria-hidden="true">学</i>
      <span>学习在线{suffix === undefined ? '' : ` ${suffix}`}</span>
    </Tag>
  );
}
