import { useCallback, useMemo, useState } from 'react';

import type { CaptionCue } from '@xuexi/domain';

import { type Cue, type Hold, insert, mergeNext, named, remove, setEnd, setText, shift, split } from './editing';
import { begun, type History, redone, stepped, undone } from './history';

/** The cues on the table, which one is in hand, and everything that can be done to them. */
export interface CueEditor {
  cues: readonly Cue[];
  selected: number | null;
  /** Differs from what is saved. */
  changed: boolean;
  canUndo: boolean;
  canRedo: boolean;
  select: (id: number | null) => void;
  shift: (id: number, hold: Hold, byMs: number) => void;
  setEnd: (id: number, hold: 'start' | 'end', atMs: number) => void;
  setText: (id: number, text: string) => void;
  insert: (atMs: number) => void;
  split: (id: number, atMs: number) => void;
  merge: (id: number) => void;
  remove: (id: number) => void;
  undo: () => void;
  redo: () => void;
  /** What is on the table now is what is saved. */
  saved: (cues: readonly Cue[]) => void;
}

type Cues = readonly Cue[];

/** @param draft unsaved changes to begin with, which can be taken back like any others */
export function useCueEditor(stored: readonly CaptionCue[], draft: readonly CaptionCue[] | null, durationMs: number): CueEditor {
  const [history, setHistory] = useState<History<Cues>>(() => {
    const first = begun<Cues>(named(stored));
    return draft === null ? first : stepped<Cues>(first, named(draft));
  });
  const [baseline, setBaseline] = useState<Cues>(history.past[0] ?? history.present);
  const [selected, select] = useState<number | null>(null);
  const step = useCallback((to: (cues: Cues) => Cues, about: string | null = null) => setHistory((now) => stepped(now, to(now.present), about)), []);
  const cues = history.present;
  const acts = useMemo(
    () => ({
      select,
      // Nudges of one cue in a row are one step, as typing is.
      shift: (id: number, hold: Hold, byMs: number) => step((now) => shift(now, id, hold, byMs, durationMs), `${hold}:${id}`),
      setEnd: (id: number, hold: 'start' | 'end', atMs: number) => step((now) => setEnd(now, id, hold, atMs, durationMs)),
      setText: (id: number, text: string) => step((now) => setText(now, id, text), `text:${id}`),
      split: (id: number, atMs: number) => step((now) => split(now, id, atMs)),
      merge: (id: number) => step((now) => mergeNext(now, id)),
      undo: () => setHistory(undone),
      redo: () => setHistory(redone),
      saved: setBaseline,
    }),
    [step, durationMs],
  );
  return {
    ...acts,
    cues,
    selected,
    changed: cues !== baseline,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    insert: (atMs) => {
      const made = insert(cues, atMs, durationMs);
      step(() => made.cues);
      select(made.id);
    },
    remove: (id) => {
      const left = remove(cues, id);
      step(() => left.cues);
      select(left.id);
    },
  };
}
