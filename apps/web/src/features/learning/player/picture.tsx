import { formatBytes } from '@xuexi/ui';
import clsx from 'clsx';
import type { CSSProperties, ReactNode } from 'react';

import { shapeOf } from './shape';
import { SoundCover } from './sound-cover';
import { StartButton, type StartWords } from './start-button';
import type { Captions } from './use-captions';
import type { Player } from './use-player';
import { usePicturePress } from './use-picture-press';
import { useStrings } from './use-strings';
import { choiceName } from './words';

import styles from './player.module.css';

/** Browsers inside of other apps would open a player of their own over the page. */
const INLINE = { playsInline: true, 'webkit-playsinline': 'true', 'x5-playsinline': 'true', 'x5-video-player-type': 'h5-page' };

interface PictureProps {
  player: Player;
  captions: Captions;
  /** Seconds. */
  startAt: number;
  /** The controls are hidden. */
  quiet: boolean;
  /** Something stands over the picture. */
  hindered: boolean;
  /** Goes by itself. */
  word: string | null;
  onVideo: (video: HTMLVideoElement | null) => void;
  /** The learner wants to choose what is shown. */
  onChoose: () => void;
  children: ReactNode;
}

/** The film, or the cover of what is only heard; before it begins the first thing to press. */
export function Picture({ player, captions, startAt, quiet, hindered, word, onVideo, onChoose, children }: PictureProps) {
  const t = useStrings();
  const { state, choice, change, rendition, refused, waiting, playPause, play } = player;
  const { playback } = player.session;
  const press = usePicturePress(quiet, playPause);
  const listens = playback.kind === 'audio' || choice === 'audio';
  const toStart = !state.playing && (!state.begun || refused) && !hindered;
  const slides = choice !== 'slides' && playback.renditions.some((each) => each.kind === 'slides' && each.name === rendition);
  const { chosen, onTrack, kind } = captions;
  const shape = shapeOf(playback.renditions);
  const start = () => {
    // The button goes with its focus; keys are to go on working on the player.
    document.activeElement?.closest('section')?.focus();
    play();
  };
  return (
    <div className={clsx(styles.picture, shape < 1 && styles.upright, toStart && styles.fresh)} style={{ '--shape': shape } as CSSProperties}>
      <video ref={onVideo} {...INLINE} preload="metadata" poster={playback.posterUrl ?? undefined} {...press}>
        {chosen && <track key={chosen.id} ref={onTrack} kind={kind} srcLang={chosen.language} label={chosen.label} src={chosen.url} />}
        {children}
      </video>
      {listens && <SoundCover bare={toStart} />}
      {choice === 'audio' && state.begun && !hindered && (
        <button type="button" className={styles.back} onClick={() => change({ choice: 'auto' })}>
          {t('showPicture')}
        </button>
      )}
      <p className={styles.word} role="status">
        {word ?? (slides && state.begun && t('slidesOn'))}
      </p>
      {waiting && state.playing && !hindered && <p className={styles.waiting}>{t('buffering')}</p>}
      {toStart && (
        <div className={styles.start}>
          <StartButton words={startWords(refused, listens, startAt)} onStart={start} />
          <Cost player={player} onChoose={onChoose} />
        </div>
      )}
    </div>
  );
}

function startWords(refused: boolean, listens: boolean, at: number): StartWords {
  if (refused) return { key: 'goOn', at };
  if (at >= 1) return { key: listens ? 'listenFrom' : 'startFrom', at };
  return { key: listens ? 'startListening' : 'startPlaying', at };
}

/** What the whole lesson costs of the learner's data as it is chosen, and the way to choose. */
function Cost({ player: { offers, choice, session }, onChoose }: { player: Player; onChoose: () => void }) {
  const t = useStrings();
  const offer = offers.find((each) => each.choice === choice);
  if (offer === undefined) {
    const bytes = Math.max(0, ...session.playback.renditions.map((each) => each.bytes));
    return bytes > 0 && <p className={styles.cost}>{t('wholeLesson', { data: formatBytes(bytes) })}</p>;
  }
  return (
    <button type="button" className={styles.cost} onClick={onChoose}>
      {t(choice === 'auto' ? 'choiceUpTo' : 'choiceOf', { choice: choiceName(t, choice), data: formatBytes(offer.bytes) })}
    </button>
  );
}
