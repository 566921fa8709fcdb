import clsx from 'clsx';
import type { ReactNode } from 'react';

import styles from './tag.module.css';

export type Tone = 'neutral' | 'cobalt' | 'bamboo' | 'ochre' | 'cinnabar';

/** A state in one or two words. The words carry the meaning; the tone only supports them. */
export function Tag({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={clsx(styles.tag, styles[tone])}>{children}</span>;
}
