import clsx from 'clsx';
import { useEffect, useRef } from 'react';

import { ratesUpTo } from '../player-controls';
import { CAPTION_SIZES } from '../preferences';
import type { Captions } from '../use-captions';
import { useKeys } from '../use-keys';
import type { Player } from '../use-player';
import { useStrings } from '../use-strings';
import { VolumeBar } from '../volume';

import { KeysHelp } from './keys-help';
import { PickOne } from './pick-one';
import { QualityChoices } from './quality-choices';

import styles from './settings.module.css';

interface SettingsPanelProps {
  player: Player;
  captions: Captions;
  onClose: () => void;
}

/** 更多: everything of a player that is set once and rarely changed. */
export function SettingsPanel({ player, captions, onClose }: SettingsPanelProps) {
  const t = useStrings();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  useKeys({ Escape: onClose }, {}, null);
  return (
    <div ref={panel} className={styles.panel} role="group" aria-label={t('more')} tabIndex={-1}>
      <QualityChoices player={player} />
      <div className={styles.rest}>
        {player.elder && <Speed player={player} />}
        <CaptionSettings player={player} captions={captions} />
        {player.elder && <Volume player={player} />}
        <WifiOnly player={player} />
        <SmallWindow player={player} />
        {!player.elder && <KeysHelp />}
      </div>
    </div>
  );
}

function Speed({ player: { rate, session, change } }: { player: Player }) {
  const t = useStrings();
  const options = ratesUpTo(session.maxRate).map((value) => ({ value, label: `${value}×` }));
  return <PickOne title={t('speed')} options={options} value={rate} onPick={(picked) => change({ rate: picked })} />;
}

function CaptionSettings({ player: { preferences, change }, captions: { tracks, chosen, toggle } }: { player: Player; captions: Captions }) {
  const t = useStrings();
  if (toggle === null || chosen === null) return null;
  const labels = tracks.map(({ label, dialect }) => ({ value: label, label: dialect ? t('captionSettings.dialect', { label }) : label }));
  const sizes = CAPTION_SIZES.map((value) => ({ value, label: t(`captionSettings.${value}`) }));
  return (
    <>
      {tracks.length > 1 && <PickOne title={t('captionSettings.track')} options={labels} value={chosen.label} onPick={(captionTrack) => change({ captionTrack, captions: true })} />}
      <PickOne title={t('captionSettings.size')} options={sizes} value={preferences.captionSize} onPick={(captionSize) => change({ captionSize, captions: true })} />
    </>
  );
}

/** In the elder mode it has no room among the controls. Phones have buttons for it. */
function Volume({ player }: { player: Player }) {
  const t = useStrings();
  return (
    <div className={styles.volume}>
      <span aria-hidden="true">{t('sound')}</span>
      <VolumeBar player={player} />
    </div>
  );
}

/** Computers seldom tell what line they have and seldom pay by the byte: there it is not offered. */
function WifiOnly({ player: { preferences, change, line } }: { player: Player }) {
  const t = useStrings();
  const unknown = line.kind === 'unknown';
  return (
    <label className={clsx(styles.switch, unknown && styles.phones)}>
      <input type="checkbox" checked={preferences.wifiOnly && !unknown} disabled={unknown} onChange={(event) => change({ wifiOnly: event.target.checked })} />
      <span>
        {t('wifi.title')}
        <small>{unknown ? t('wifi.unknown') : t('wifi.hint')}</small>
      </span>
    </label>
  );
}

function SmallWindow({ player: { pictureInPicture, choice, session } }: { player: Player }) {
  const t = useStrings();
  if (pictureInPicture.toggle === null || choice === 'audio' || session.playback.kind === 'audio') return null;
  return (
    <button type="button" className={styles.action} onClick={pictureInPicture.toggle}>
      {pictureInPicture.on ? t('leavePictureInPicture') : t('pictureInPicture')}
    </button>
  );
}
