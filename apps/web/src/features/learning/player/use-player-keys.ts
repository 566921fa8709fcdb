import { formatClock } from '@xuexi/ui';

import type { Toggle } from './toggle';
import { useKeys } from './use-keys';
import type { Player } from './use-player';
import { useStrings } from './use-strings';

/** Seconds. */
const SHORT = 5;
const LONG = 10;
const LOUDER = 0.1;

/** The keys of a player; what they did is said, since nothing else may show it. */
export function usePlayerKeys(player: Player, frame: HTMLElement | null, captions: Toggle, flash: (word: string) => void): void {
  const t = useStrings();
  const { preferences, change, skip, state } = player;
  const go = (seconds: number) => () => {
    skip(seconds);
    flash(formatClock(Math.max(0, state.time + seconds)));
  };
  const turn = (by: number) => () => {
    const volume = Math.round(10 * Math.min(1, Math.max(0, preferences.volume + by))) / 10;
    change({ volume, muted: false });
    flash(t('volumeIs', { volume: Math.round(100 * volume) }));
  };
  const mute = () => {
    change({ muted: !preferences.muted });
    flash(preferences.muted ? t('volumeIs', { volume: Math.round(100 * preferences.volume) }) : t('muted'));
  };
  const flipCaptions =
    captions.toggle &&
    (() => {
      captions.toggle?.();
      flash(captions.on ? t('captionsOff') : t('captionsOn'));
    });
  const everywhere = { ' ': player.playPause, k: player.playPause, ArrowLeft: go(-SHORT), ArrowRight: go(SHORT), j: go(-LONG), l: go(LONG), m: mute, f: player.fullscreen.toggle, c: flipCaptions };
  // On the rest of the page these two scroll.
  useKeys(everywhere, { ArrowUp: turn(LOUDER), ArrowDown: turn(-LOUDER) }, frame);
}
