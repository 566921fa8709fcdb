import clsx from 'clsx';
import { type MouseEvent, type PointerEvent, useRef } from 'react';

import type { Cue, Hold } from './editing';
import styles from './timeline.module.css';

export interface TimelineCueProps {
  cue: Cue;
  msPerPx: number;
  selected: boolean;
  overlaps: boolean;
  onSelect: (id: number) => void;
  /** It is in hand, so far from where it was. */
  onDrag: (id: number, hold: Hold, byMs: number) => void;
  onDrop: (id: number, hold: Hold, byMs: number) => void;
}

/** So far a press may slip and still be a press, in pixels. */
const SLIP_PX = 3;

/** One cue on the strip. With a finger only the chosen one is dragged, so that the strip itself can be pushed on. */
export function TimelineCue({ cue, msPerPx, selected, overlaps, onSelect, onDrag, onDrop }: TimelineCueProps) {
  const hand = useRef<{ hold: Hold; fromX: number; moved: boolean } | null>(null);
  const take = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || (event.pointerType === 'touch' && !selected)) return;
    const hold = event.target instanceof HTMLElement ? (event.target.dataset.hold ?? 'whole') : 'whole';
    hand.current = { hold: hold === 'start' || hold === 'end' ? hold : 'whole', fromX: event.clientX, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
    onSelect(cue.id);
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const { current } = hand;
    if (current === null) return;
    const by = event.clientX - current.fromX;
    current.moved ||= Math.abs(by) > SLIP_PX;
    if (current.moved) onDrag(cue.id, current.hold, by * msPerPx);
  };
  const release = (event: PointerEvent<HTMLElement>) => {
    const { current } = hand;
    hand.current = null;
    if (current?.moved) onDrop(cue.id, current.hold, event.type === 'pointercancel' ? 0 : (event.clientX - current.fromX) * msPerPx);
  };
  const choose = (event: MouseEvent) => {
    event.stopPropagation();
    onSelect(cue.id);
  };
  return (
    <div
      className={clsx(styles.cue, selected && styles.selected, overlaps && styles.overlaps)}
      style={{ left: cue.startMs / msPerPx, width: (cue.endMs - cue.startMs) / msPerPx }}
      role="presentation"
      onPointerDown={take}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onClick={choose}
    >
      <i data-hold="start" />
      <span>{cue.text}</span>
      <i data-hold="end" />
    </div>
  );
}
