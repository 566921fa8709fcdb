import type { Range } from '@xuexi/domain';
import { formatClock } from '@xuexi/ui';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';

import type { Preview } from './previews';
import { useStrings } from './use-strings';

import styles from './seek-bar.module.css';

/** How far the arrow keys go, in seconds. */
const STEP = 5;
const STEPS: Record<string, number> = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP };

interface SeekBarProps {
  /** Seconds. */
  time: number;
  duration: number;
  /** What is watched, drawn under the place. */
  watched: readonly Range[];
  /** Somebody is about to look for a place. */
  onPeek: () => void;
  previewAt: (time: number) => Preview | null;
  onSeek: (time: number) => void;
}

/** Where playback is, what is watched, and where to go. A finger that is dragged only looks; it goes there when it is lifted. */
export function SeekBar({ time, duration, watched, onPeek, previewAt, onSeek }: SeekBarProps) {
  const t = useStrings();
  const [dragged, setDragged] = useState<number | null>(null);
  const [pressed, setPressed] = useState(false);
  const [hovered, setHovered] = useState<number | null>(null);
  const length = Math.max(1, duration);
  const shown = dragged ?? time;
  const looked = dragged ?? (pressed ? null : hovered);

  const hover = ({ pointerType, clientX, currentTarget }: PointerEvent) => {
    if (pointerType !== 'mouse') return;
    const { left, width } = currentTarget.getBoundingClientRect();
    onPeek();
    setHovered(Math.min(length, Math.max(0, ((clientX - left) / width) * length)));
  };
  const press = () => {
    onPeek();
    setPressed(true);
  };
  const lift = () => {
    if (dragged !== null) onSeek(dragged);
    setDragged(null);
    setPressed(false);
  };
  const step = (event: KeyboardEvent) => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onSeek(time + by);
  };
  return (
    <div className={styles.seek}>
      {looked !== null && <Looked at={looked} share={looked / length} preview={previewAt(looked)} />}
      <svg viewBox={`0 0 ${length} 1`} preserveAspectRatio="none" aria-hidden="true">
        {watched.map(([from, to]) => (
          <rect key={`${from}-${to}`} x={from} width={to - from} height={1} className={styles.watched} />
        ))}
        <rect width={Math.min(shown, length)} height={1} className={styles.played} />
      </svg>
      <input
        type="range"
        min={0}
        max={length}
        step={1}
        value={Math.min(length, Math.floor(shown))}
        aria-label={t('position')}
        aria-valuetext={t('positionText', { at: formatClock(shown), all: formatClock(duration) })}
        onPointerMove={hover}
        onPointerLeave={() => setHovered(null)}
        onPointerDown={press}
        onPointerUp={lift}
        onPointerCancel={lift}
        onKeyDown={step}
        onChange={(event) => (pressed ? setDragged(Number(event.target.value)) : onSeek(Number(event.target.value)))}
      />
    </div>
  );
}

/** The time under the pointer, and its picture where there is one. */
function Looked({ at, share, preview }: { at: number; share: number; preview: Preview | null }) {
  const percent = `${(100 * share).toFixed(2)}%`;
  return (
    // At either end it stays within the picture, as the thumb does.
    <div className={styles.looked} style={{ left: percent, transform: `translateX(-${percent})` }} aria-hidden="true">
      {preview && (
        <div style={{ width: preview.width, height: preview.height, backgroundImage: `url("${preview.sheet}")`, backgroundPosition: `-${preview.x}px -${preview.y}px` }} />
      )}
      <span>{formatClock(at)}</span>
    </div>
  );
}
