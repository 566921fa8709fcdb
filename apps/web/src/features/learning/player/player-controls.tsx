import type { Range } from '@xuexi/domain';
import { formatClock } from '@xuexi/ui';

import { useStrings } from './use-strings';

import { SeekBar } from './seek-bar';
import type { VideoState } from './use-video-state';

import styles from './player-controls.module.css';

const RATES = [0.75, 1, 1.25, 1.5, 2];

/** A choice that is on or off; null where it does not exist. */
export interface Toggle {
  on: boolean;
  toggle: (() => void) | null;
}

interface PlayerControlsProps {
  state: VideoState;
  /** Seconds. */
  duration: number;
  watched: readonly Range[];
  /** The fastest rate that counts. */
  maxRate: number;
  captions: Toggle;
  audioOnly: Toggle;
  fullscreen: Toggle;
  onPlayPause: () => void;
  onSeek: (time: number) => void;
  onRate: (rate: number) => void;
}

/** Play, place, speed, captions, sound only, full screen. */
export function PlayerControls({ state, duration, watched, maxRate, captions, audioOnly, fullscreen, onPlayPause, onSeek, onRate }: PlayerControlsProps) {
  const t = useStrings();
  return (
    <div className={styles.controls}>
      <SeekBar time={state.time} duration={duration} watched={watched} onSeek={onSeek} />
      <div className={styles.row}>
        <button type="button" className={styles.play} aria-label={state.playing ? t('pause') : t('play')} onClick={onPlayPause}>
          <svg width="20" height="20" viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
            <path d={state.playing ? 'M4 3h4v14H4zM12 3h4v14h-4z' : 'M5 2.5v15l12-7.5z'} />
          </svg>
        </button>
        <span className={styles.time}>
          {formatClock(state.time)} <span>/ {formatClock(duration)}</span>
        </span>
        <span className={styles.gap} />
        <select className={styles.rate} aria-label={t('speed')} value={state.rate} onChange={(event) => onRate(Number(event.target.value))}>
          {RATES.filter((rate) => rate <= maxRate).map((rate) => (
            <option key={rate} value={rate}>
              {rate}×
            </option>
          ))}
        </select>
        {captions.toggle && (
          <button type="button" aria-pressed={captions.on} onClick={captions.toggle}>
            {t('captions')}
          </button>
        )}
        {audioOnly.toggle && (
          <button type="button" aria-pressed={audioOnly.on} onClick={audioOnly.toggle}>
            {t('audioOnly')}
          </button>
        )}
        {fullscreen.toggle && (
          <button type="button" aria-label={fullscreen.on ? t('exitFullscreen') : t('fullscreen')} onClick={fullscreen.toggle}>
            <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
              <path d={fullscreen.on ? 'M8 3v5H3M17 8h-5V3M12 17v-5h5M3 12h5v5' : 'M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5'} />
            </svg>
          </button>
        )}
      </div>
    </div>
  );
}
