import { useMemo, useState } from 'react';

import { isElderMode } from '../../../../lib/elder-mode';

import { Fold } from '../fold';
import { type Cue, cuesAt } from '../use-cues';

import { hitFrom, findInCues } from './find-in-cues';
import { PrintSheet } from './print-sheet';
import { Search } from './search';
import { TranscriptLines } from './transcript-lines';
import { useTranscriptStrings } from './use-transcript-strings';

import styles from './transcript.module.css';

/** Beside a wide player there is room for it; on a phone the lessons come first. */
const WIDE = '(min-width: 1000px)';

interface TranscriptProps {
  /** Of the lesson. */
  title: string;
  cues: readonly Cue[];
  /** The speech is in dialect, the captions are not. */
  dialect: boolean;
  /** Seconds. */
  time: number;
  onGoTo: (time: number) => void;
}

/** Everything that is said, line by line: searched, printed, and a line leads to where it is said. */
export function Transcript({ title, cues, dialect, time, onGoTo }: TranscriptProps) {
  const t = useTranscriptStrings();
  const [open, setOpen] = useState(() => window.matchMedia(WIDE).matches);
  const [words, setWords] = useState('');
  const [at, setAt] = useState<number | null>(null);
  const [follows, setFollows] = useState(() => !isElderMode());
  const [printing, setPrinting] = useState(false);
  const hits = useMemo(() => findInCues(cues, words), [cues, words]);
  if (cues.length === 0) return null;
  // Of several the one that began last.
  const current = cuesAt(cues, time).at(-1);
  const hit = at === null ? null : (hits[at] ?? null);
  const goToHit = (by: 1 | -1) => {
    if (hits.length === 0) return;
    const next = at === null ? hitFrom(hits, cues, time) : (at + by + hits.length) % hits.length;
    setAt(next);
    setFollows(false);
    onGoTo(cues[hits[next]?.line ?? 0]?.from ?? 0);
  };
  const search = (wanted: string) => {
    setWords(wanted);
    setAt(null);
  };
  return (
    <Fold title={t('title')} open={open} onOpen={setOpen}>
      {dialect && <p className={styles.dialect}>{t('dialect')}</p>}
      <Search words={words} count={hits.length} at={at} onSearch={search} onGo={goToHit} />
      <TranscriptLines cues={cues} hits={hits} hit={hit} current={current} follows={follows} onScroll={() => setFollows(false)} onGoTo={onGoTo} />
      <div className={styles.acts}>
        {!follows && (
          <button type="button" onClick={() => setFollows(true)}>
            {t('follow')}
          </button>
        )}
        <button type="button" onClick={() => setPrinting(true)}>
          {t('print')}
        </button>
      </div>
      {printing && <PrintSheet title={title} lead={dialect ? t('printedDialect') : t('printed')} lines={cues} onDone={() => setPrinting(false)} />}
    </Fold>
  );
}
