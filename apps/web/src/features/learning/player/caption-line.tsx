import clsx from 'clsx';

import type { CaptionSize } from './preferences';
import type { Captions } from './use-captions';
import { cuesAt } from './use-cues';

import styles from './caption-line.module.css';

/** What is being said; read aloud by nobody, since it is heard. */
export function CaptionLine({ captions: { on, cues }, time, size }: { captions: Captions; time: number; size: CaptionSize }) {
  if (!on || cues.length === 0) return null;
  const said = cuesAt(cues, time).map(({ text }) => text);
  return (
    <p className={clsx(styles.caption, styles[size])} aria-hidden="true">
      {said.length > 0 && <span>{said.join('\n')}</span>}
    </p>
  );
}
