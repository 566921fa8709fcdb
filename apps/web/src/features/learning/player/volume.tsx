import type { Player } from './use-player';
import { useStrings } from './use-strings';

import styles from './volume.module.css';

/** How loud, as a bar; shown where there is a mouse, since phones have buttons for it. */
export function VolumeBar({ player: { preferences, change } }: { player: Player }) {
  const t = useStrings();
  const percent = Math.round(100 * (preferences.muted ? 0 : preferences.volume));
  return (
    <input
      type="range"
      className={styles.bar}
      min={0}
      max={100}
      step={5}
      value={percent}
      aria-label={t('sound')}
      aria-valuetext={t('volumeIs', { volume: percent })}
      onChange={(event) => change({ volume: Number(event.target.value) / 100, muted: false })}
    />
  );
}

/** 静音, a word that says by its ground whether it holds. */
export function MuteButton({ player: { preferences, change } }: { player: Player }) {
  const t = useStrings();
  return (
    <button type="button" aria-pressed={preferences.muted} onClick={() => change({ muted: !preferences.muted })}>
      {t('mute')}
    </button>
  );
}
