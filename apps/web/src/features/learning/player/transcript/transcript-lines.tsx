import { formatClock } from '@xuexi/ui';
import { memo, type RefObject, useEffect, useMemo, useRef } from 'react';

import type { Cue } from '../use-cues';

import { cutAt, type Hit } from './find-in-cues';
import { useTranscriptStrings } from './use-transcript-strings';

import styles from './transcript.module.css';

interface TranscriptLinesProps {
  cues: readonly Cue[];
  hits: readonly Hit[];
  /** The one that is shown. */
  hit: Hit | null;
  current: Cue | undefined;
  /** The line of the moment is kept in view. */
  follows: boolean;
  /** The reader has taken the list in hand. */
  onScroll: () => void;
  onGoTo: (time: number) => void;
}

const NO_HITS: readonly Hit[] = [];

/** The lines in a list that scrolls by itself, and never the page. */
export function TranscriptLines({ cues, hits, hit, current, follows, onScroll, onGoTo }: TranscriptLinesProps) {
  const list = useRef<HTMLOListElement>(null);
  const goTo = useRef(onGoTo);
  useEffect(() => {
    goTo.current = onGoTo;
  });
  const byLine = useMemo(() => grouped(hits), [hits]);
  const now = current === undefined ? -1 : cues.indexOf(current);
  useEffect(() => {
    if (follows && now >= 0) keepInView(list.current, now);
  }, [follows, now]);
  const shown = hit?.line;
  useEffect(() => {
    if (shown !== undefined) keepInView(list.current, shown);
  }, [shown]);
  return (
    <ol ref={list} className={styles.lines} onWheel={onScroll} onTouchMove={onScroll}>
      {cues.map((cue, line) => (
        <Line key={`${cue.from} ${line}`} cue={cue} hits={byLine.get(line) ?? NO_HITS} hit={hit?.line === line ? hit : null} current={line === now} goTo={goTo} />
      ))}
    </ol>
  );
}

function grouped(hits: readonly Hit[]): Map<number, Hit[]> {
  const lines = new Map<number, Hit[]>();
  for (const hit of hits) lines.set(hit.line, [...(lines.get(hit.line) ?? []), hit]);
  return lines;
}

/** Scrolls the list, and nothing around it. */
function keepInView(list: HTMLElement | null, line: number): void {
  const element = list?.children[line];
  if (!list || !(element instanceof HTMLElement)) return;
  const top = element.offsetTop;
  if (top < list.scrollTop || top + element.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 3;
}

interface LineProps {
  cue: Cue;
  hits: readonly Hit[];
  hit: Hit | null;
  current: boolean;
  /** Always the same one, so that thousands of lines are not drawn anew. */
  goTo: RefObject<(time: number) => void>;
}

const Line = memo(function Line({ cue, hits, hit, current, goTo }: LineProps) {
  const t = useTranscriptStrings();
  return (
    <li>
      <button type="button" aria-current={current ? 'true' : undefined} aria-label={`${t('goTo', { at: formatClock(cue.from) })}：${cue.text}`} onClick={() => goTo.current(cue.from)}>
        <time>{formatClock(cue.from)}</time>
        <span>{cutAt(cue.text, hits).map((part, i) => (part.hit === null ? part.text : <mark key={i} aria-current={part.hit === hit ? 'true' : undefined}>{part.text}</mark>))}</span>
      </button>
    </li>
  );
});
