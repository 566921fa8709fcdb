import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { CueForm } from './cue-form';
import { CueRow } from './cue-row';
import { cueAt } from './editing';
import styles from './editor.module.css';
import type { Remark } from './remarks';
import type { CueEditor } from './use-cue-editor';
import type { Film } from './use-film';

/** After the reader has scrolled, the list follows the film no sooner than this, in milliseconds. */
const REST_MS = 4_000;

export interface CueListProps {
  editor: CueEditor;
  film: Film;
  /** What is wrong with a cue, or to be known of it, by its id. */
  remarks: ReadonlyMap<number, Remark>;
}

/** Every cue as a line; the one in hand as fields. The line of the moment is marked and kept in view, but not under the reader's hands. */
export function CueList({ editor, film, remarks }: CueListProps) {
  const { t } = useTranslation('captions');
  const list = useRef<HTMLOListElement>(null);
  const { cues, selected, select } = editor;
  const current = cueAt(cues, film.timeMs)?.id;
  useKeepInView(list, film.playing ? current : undefined, selected);
  const { seek } = film;
  const choose = useRef<(id: number, startMs: number) => void>(() => undefined);
  useEffect(() => {
    choose.current = (id, startMs) => {
      select(id);
      seek(startMs);
    };
  });
  if (cues.length === 0) return <p className={styles.none}>{t('list.none')}</p>;
  return (
    <ol ref={list} className={styles.list} aria-label={t('list.label')}>
      {cues.map((cue, place) => (
        <li key={cue.id} data-cue={cue.id}>
          {cue.id === selected ? (
            <CueForm cue={cue} number={place + 1} last={place === cues.length - 1} remark={remarks.get(cue.id)} editor={editor} film={film} />
          ) : (
            <CueRow cue={cue} number={place + 1} current={cue.id === current} remark={remarks.get(cue.id)} choose={choose} />
          )}
        </li>
      ))}
    </ol>
  );
}

/** @param current what the film is at; undefined while it rests */
function useKeepInView(list: RefObject<HTMLElement | null>, current: number | undefined, selected: number | null): void {
  const touched = useRef(0);
  useEffect(() => {
    const touch = () => {
      touched.current = Date.now();
    };
    const events = ['wheel', 'touchmove'] as const;
    for (const event of events) window.addEventListener(event, touch, { passive: true });
    return () => {
      for (const event of events) window.removeEventListener(event, touch);
    };
  }, []);
  useEffect(() => {
    const typing = list.current?.contains(document.activeElement) && document.activeElement?.tagName === 'TEXTAREA';
    if (current === undefined || typing || Date.now() - touched.current < REST_MS) return;
    list.current?.querySelector(`[data-cue="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [list, current]);
  useEffect(() => {
    if (selected !== null) list.current?.querySelector(`[data-cue="${selected}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [list, selected]);
}
