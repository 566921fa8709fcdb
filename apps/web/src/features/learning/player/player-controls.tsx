import { formatClock } from '@xuexi/ui';
import clsx from 'clsx';
import type { ReactNode } from 'react';

import { Icon } from './icons';
import type { Toggle } from './toggle';
import type { Player } from './use-player';
import { useStrings } from './use-strings';
import { MuteButton, VolumeBar } from './volume';

import styles from './player-controls.module.css';

const RATES = [0.75, 1, 1.25, 1.5, 2];
/** Seconds. */
const SKIP = 10;

/** The speeds of a lesson. */
export const ratesUpTo = (maxRate: number): number[] => RATES.filter((rate) => rate <= maxRate);

interface PlayerControlsProps {
  player: Player;
  captions: Toggle;
  /** The settings. */
  more: Toggle;
  /** The bar of places. */
  children: ReactNode;
}

/** Play, place, speed, captions, full screen, and the way to the rest. In the elder mode fewer, each with its word. */
export function PlayerControls({ player, captions, more, children }: PlayerControlsProps) {
  const { state, session, elder } = player;
  const time = (
    <span className={styles.time}>
      {formatClock(state.time)} <span>/ {formatClock(session.playback.durationSeconds)}</span>
    </span>
  );
  return (
    <div className={styles.controls}>
      {children}
      {elder && time}
      <div className={styles.row}>
        <PlayButton player={player} />
        {elder ? (
          <>
            <SkipButton player={player} by={-SKIP} />
            <SkipButton player={player} by={SKIP} />
          </>
        ) : (
          <>
            {time}
            <span className={styles.gap} />
            <span className={styles.sound}>
              <MuteButton player={player} />
              <VolumeBar player={player} />
            </span>
            <RateChoice player={player} />
          </>
        )}
        <CaptionsButton captions={captions} />
        {elder && <FullscreenButton player={player} />}
        <MoreButton more={more} />
        {elder ? (
          <span className={styles.sound}>
            <MuteButton player={player} />
          </span>
        ) : (
          <FullscreenButton player={player} />
        )}
      </div>
    </div>
  );
}

function PlayButton({ player: { state, playPause, elder } }: { player: Player }) {
  const t = useStrings();
  const word = state.playing ? t('pause') : t('play');
  return (
    <button type="button" className={clsx(elder && styles.main)} aria-label={word} onClick={playPause}>
      <Icon name={state.playing ? 'pause' : 'play'} />
      {elder && word}
    </button>
  );
}

function SkipButton({ player, by }: { player: Player; by: number }) {
  const t = useStrings();
  const seconds = Math.abs(by);
  return (
    <button type="button" aria-label={by < 0 ? t('backLabel', { seconds }) : t('forwardLabel', { seconds })} onClick={() => player.skip(by)}>
      {by < 0 ? t('back', { seconds }) : t('forward', { seconds })}
    </button>
  );
}

function RateChoice({ player: { rate, session, change } }: { player: Player }) {
  const t = useStrings();
  return (
    <select className={styles.rate} aria-label={t('speed')} value={rate} onChange={(event) => change({ rate: Number(event.target.value) })}>
      {ratesUpTo(session.maxRate).map((each) => (
        <option key={each} value={each}>
          {each}×
        </option>
      ))}
    </select>
  );
}

function CaptionsButton({ captions: { on, toggle } }: { captions: Toggle }) {
  const t = useStrings();
  return (
    toggle && (
      <button type="button" aria-pressed={on} onClick={toggle}>
        {t('captions')}
      </button>
    )
  );
}

function MoreButton({ more: { on, toggle } }: { more: Toggle }) {
  const t = useStrings();
  return (
    toggle && (
      <button type="button" aria-expanded={on} onClick={toggle}>
        {on ? t('closeMore') : t('more')}
      </button>
    )
  );
}

function FullscreenButton({ player: { fullscreen, elder } }: { player: Player }) {
  const t = useStrings();
  const word = fullscreen.on ? t('exitFullscreen') : t('fullscreen');
  return (
    fullscreen.toggle && (
      <button type="button" aria-label={word} onClick={fullscreen.toggle}>
        {elder ? word : <Icon name={fullscreen.on ? 'leave' : 'enter'} />}
      </button>
    )
  );
}
