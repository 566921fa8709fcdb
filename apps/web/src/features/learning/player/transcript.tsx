import { formatClock } from '@xuexi/ui';
import { useState } from 'react';

import { useStrings } from './use-strings';

import { type Cue, cueAt } from './use-cues';

import styles from './transcript.module.css';

/** Beside a wide player there is room for it; on a phone the lessons come first. */
const WIDE = '(min-width: 1000px)';

/** Everything that is said, line by line; a line leads to where it is said. */
export function Transcript({ cues, time, onGoTo }: { cues: readonly Cue[]; time: number; onGoTo: (time: number) => void }) {
  const t = useStrings();
  const [wide] = useState(() => window.matchMedia(WIDE).matches);
  if (cues.length === 0) return null;
  const now = cueAt(cues, time);
  return (
    <details className={styles.transcript} open={wide}>
      <summary>
        <h2>{t('transcript')}</h2>
      </summary>
      <ol>
        {cues.map((cue) => (
          <li key={cue.from}>
            <button type="button" aria-current={cue === now ? 'true' : undefined} aria-label={`${t('goTo', { at: formatClock(cue.from) })}：${cue.text}`} onClick={() => onGoTo(cue.from)}>
              <time>{formatClock(cue.from)}</time>
              <span>{cue.text}</span>
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}
