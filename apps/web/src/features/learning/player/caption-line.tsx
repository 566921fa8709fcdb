import clsx from 'clsx';

import type { CaptionSize } from './preferences';
import type { Captions } from './use-captions';
import { cueAt } from './use-cues';

import styles from './caption-line.module.css';

/** What is being said; read aloud by nobody, since it is heard. */
export function CaptionLine({ captions: { on, cues }, time, size }: { captions: Captions; time: number; size: CaptionSize }) {
  if (!on || cues.length === 0) return null;
  const said = cueAt(cues, time);
  return (
    <p className={clsx(styles.caption, styles[size])} aria-hidden="true">
      {said && <span>{said.text}</span>}
    </p>
  );
}
