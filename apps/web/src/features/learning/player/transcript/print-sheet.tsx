import { formatClock } from '@xuexi/ui';
import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

import type { Cue } from '../use-cues';

import { useTranscriptStrings } from './use-transcript-strings';

import styles from './print-sheet.module.css';

interface PrintSheetProps {
  title: string;
  cues: readonly Cue[];
  dialect: boolean;
  onDone: () => void;
}

/** The transcript on paper: title and text. It stands beside the page, which is not printed. */
export function PrintSheet({ title, cues, dialect, onDone }: PrintSheetProps) {
  const t = useTranscriptStrings();
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    const end = () => done.current();
    window.addEventListener('afterprint', end, { once: true });
    window.print();
    return () => window.removeEventListener('afterprint', end);
  }, []);
  return createPortal(
    <article className={styles.sheet}>
      <h1>{title}</h1>
      <p>{dialect ? t('printedDialect') : t('printed')}</p>
      <ol>
        {cues.map((cue, line) => (
          <li key={`${cue.from} ${line}`}>
            <time>{formatClock(cue.from)}</time>
            <span>{cue.text}</span>
          </li>
        ))}
      </ol>
    </article>,
    document.body,
  );
}
