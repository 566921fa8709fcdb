import { type MouseEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { formatClock } from '@xuexi/ui';

import { Button } from '../../../components/controls';

import { type Hold, shift, snapped, snapPlaces } from './editing';
import { TimelineCue } from './timeline-cue';
import { firstSpan, marksWithin, spansOf } from './timeline-scale';
import styles from './timeline.module.css';
import type { CueEditor } from './use-cue-editor';
import type { Film } from './use-film';
import { usePlayHead } from './use-play-head';
import { useStripView } from './use-strip-view';

/** How near a dragged cue is drawn to a place, in pixels. */
const REACH_PX = 9;

export interface TimelineProps {
  editor: CueEditor;
  film: Film;
  durationMs: number;
  /** Cues that begin before another one has ended. */
  overlapping: ReadonlySet<number>;
}

/** The cues along the film: what is seen of it can be made more or less, cues are dragged, and a press beside them moves the film. */
export function Timeline({ editor, film, durationMs, overlapping }: TimelineProps) {
  const { t } = useTranslation('captions');
  const strip = useRef<HTMLDivElement>(null);
  const { left, width } = useStripView(strip);
  const [span, setSpan] = useState(() => firstSpan(durationMs));
  const [drag, setDrag] = useState<{ id: number; hold: Hold; byMs: number } | null>(null);
  const msPerPx = span / Math.max(1, width);
  const head = usePlayHead(strip, film, msPerPx);
  const spans = spansOf(durationMs);
  const zoom = (by: number) => setSpan(spans[spans.indexOf(span) + by] ?? span);
  const { timeMs } = film;
  const { selected } = editor;
  const chosen = editor.cues.find(({ id }) => id === selected);

  // Zooming keeps in view where the film stands.
  const middle = useRef(timeMs);
  useEffect(() => {
    middle.current = timeMs;
  });
  useLayoutEffect(() => {
    if (strip.current !== null) strip.current.scrollLeft = middle.current / msPerPx - strip.current.clientWidth / 2;
  }, [msPerPx]);
  useShowChosen(strip, selected, chosen?.startMs, msPerPx);

  const way = (id: number, hold: Hold, byMs: number) => {
    const cue = editor.cues.find((one) => one.id === id);
    return cue ? snapped(cue, hold, byMs, snapPlaces(editor.cues, id, film.now(), durationMs), REACH_PX * msPerPx) : byMs;
  };
  const drop = (id: number, hold: Hold, byMs: number) => {
    setDrag(null);
    editor.shift(id, hold, way(id, hold, byMs));
  };
  const goTo = (event: MouseEvent<HTMLDivElement>) => film.seek(Math.min(durationMs, Math.max(0, (event.clientX - event.currentTarget.getBoundingClientRect().left) * msPerPx)));
  const [fromMs, toMs] = [(left - width) * msPerPx, (left + 2 * width) * msPerPx];
  const shown = drag ? shift(editor.cues, drag.id, drag.hold, way(drag.id, drag.hold, drag.byMs), durationMs) : editor.cues;
  return (
    <div className={styles.timeline}>
      <div ref={strip} className={styles.strip} role="group" aria-label={t('strip.label')}>
        {/* Keys do the same: the list below has a button for everything here. */}
        <div className={styles.inner} style={{ width: durationMs / msPerPx }} onClick={goTo} role="presentation">
          {marksWithin(fromMs, Math.min(toMs, durationMs), msPerPx).map((ms) => (
            <span key={ms} className={styles.mark} style={{ left: ms / msPerPx }}>
              {formatClock(ms / 1000)}
            </span>
          ))}
          {shown
            .filter(({ startMs, endMs }) => endMs > fromMs && startMs < toMs)
            .map((cue) => (
              <TimelineCue
                key={cue.id}
                cue={cue}
                msPerPx={msPerPx}
                selected={cue.id === selected}
                overlaps={overlapping.has(cue.id)}
                onSelect={editor.select}
                onDrag={(id, hold, byMs) => setDrag({ id, hold, byMs })}
                onDrop={drop}
              />
            ))}
          <div ref={head} className={styles.head} style={{ translate: `${timeMs / msPerPx}px 0` }} />
        </div>
      </div>
      <div className={styles.tools}>
        <Button variant="secondary" small disabled={film.video === null} onClick={film.toggle}>
          {film.playing ? t('film.pause') : t('film.play')}
        </Button>
        <Button variant="secondary" small onClick={() => editor.insert(film.now())}>
          {t('strip.insert')}
        </Button>
        <span className={styles.gap} />
        <Button variant="quiet" small disabled={spans.indexOf(span) <= 0} onClick={() => zoom(-1)}>
          {t('strip.nearer')}
        </Button>
        <Button variant="quiet" small disabled={spans.indexOf(span) >= spans.length - 1} onClick={() => zoom(1)}>
          {t('strip.farther')}
        </Button>
      </div>
      <p className={styles.hint}>{t('strip.hint')}</p>
    </div>
  );
}

/** Brings into view what was chosen elsewhere, once: a cue that is being moved afterwards moves in the view, not with it. */
function useShowChosen(strip: RefObject<HTMLElement | null>, selected: number | null, startMs: number | undefined, msPerPx: number): void {
  const shown = useRef<number | null>(null);
  useEffect(() => {
    const element = strip.current;
    if (element === null || shown.current === selected) return;
    shown.current = selected;
    if (startMs === undefined) return;
    const at = startMs / msPerPx;
    if (at < element.scrollLeft || at > element.scrollLeft + element.clientWidth) element.scrollLeft = at - element.clientWidth / 3;
  }, [strip, selected, startMs, msPerPx]);
}
