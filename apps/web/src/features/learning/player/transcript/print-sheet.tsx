import { formatClock } from '@xuexi/ui';
import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

import styles from './print-sheet.module.css';

interface PrintSheetProps {
  title: string;
  /** What this is. */
  lead: string;
  /** What stands at which second. */
  lines: readonly { from: number; text: string }[];
  onDone: () => void;
}

/** What belongs to a lesson on paper: title and lines with their time. It stands beside the page, which is not printed. */
export function PrintSheet({ title, lead, lines, onDone }: PrintSheetProps) {
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
      <p>{lead}</p>
      <ol>
        {lines.map(({ from, text }, line) => (
          <li key={`${from} ${line}`}>
            <time>{formatClock(from)}</time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </article>,
    document.body,
  );
}
