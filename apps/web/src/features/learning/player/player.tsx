import type { Range } from '@xuexi/domain';
import clsx from 'clsx';
import { type ReactNode, type RefObject, useState } from 'react';

import type { PlaySession } from '../api/play-session';

import { CaptionLine } from './caption-line';
import { Picture } from './picture';
import { PlayerControls } from './player-controls';
import { usePreviews } from './previews';
import { SeekBar } from './seek-bar';
import { MobileDataScreen } from './screens/mobile-data-screen';
import { Screen } from './screens/screen';
import { TroubleScreen } from './screens/trouble-screen';
import { SettingsPanel } from './settings/settings-panel';
import { SuggestionBar } from './suggestion-bar';
import { useCaptions } from './use-captions';
import type { Cue } from './use-cues';
import { useFillSideways } from './use-fill-sideways';
import { useFlash } from './use-flash';
import { useMediaSession } from './use-media-session';
import { usePlayer } from './use-player';
import { usePlayerKeys } from './use-player-keys';
import { useQuiet } from './use-quiet';
import { useSavedWord } from './use-saved-word';
import { useSkipGuard } from './use-skip-guard';
import { useStrings } from './use-strings';

import styles from './player.module.css';

interface PlayerProps {
  session: PlaySession;
  /** Seconds. */
  startAt: number;
  /** Plays at once, because it played before the session was opened anew. */
  goesOn: boolean;
  /** Whether the player has already tried by itself after trouble. */
  tried: RefObject<boolean>;
  watched: readonly Range[];
  /** The lesson is complete. */
  complete: boolean;
  /** Up to where it is saved, in seconds. */
  savedAt: number;
  /** The line to the server is lost. */
  offline: boolean;
  video: HTMLVideoElement | null;
  onVideo: (video: HTMLVideoElement | null) => void;
  /** The addresses open nothing any more: opens the lesson again. */
  onReopen: (playing: boolean) => void;
  /** Stands over the picture instead of the controls. */
  obstacle: ReactNode;
  /** Stands over the picture after the last second. */
  ending: (player: ReturnType<typeof usePlayer>) => ReactNode;
  /** Stands under the picture; is given the captions and the place. */
  children: (cues: readonly Cue[], time: number) => ReactNode;
}

/** The film or the recording of a lesson, with controls of our own. */
export function Player({ session, startAt, goesOn, tried, watched, complete, savedAt, offline, video, onVideo, onReopen, obstacle, ending, children }: PlayerProps) {
  const t = useStrings();
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const [more, setMore] = useState(false);
  const [peeked, setPeeked] = useState(false);
  const [sheets, setSheets] = useState<HTMLTrackElement | null>(null);
  const { playback, lesson } = session;
  const player = usePlayer({ session, watched, startAt, goesOn, tried, video, frame, reopen: onReopen });
  const { state, preferences, change, recovery } = player;
  const captions = useCaptions(playback.captions, preferences, change, video);
  const previewAt = usePreviews(sheets);
  const [word, flash] = useFlash();
  const quiet = useQuiet(frame, state.playing && !more);
  usePlayerKeys(player, frame, captions, flash);
  useMediaSession(session, video, state.begun, player);
  useFillSideways(frame, state.begun);
  useSavedWord({ savedAt, offline }, flash);
  useSkipGuard(video, { on: session.preventSkip && !complete, watched, startAt, duration: playback.durationSeconds }, flash);

  const toggleMore = () => setMore(!more);
  const screen = obstacle ? (
    <Screen>{obstacle}</Screen>
  ) : recovery.trouble !== null ? (
    <TroubleScreen trouble={recovery.trouble} player={player} />
  ) : (
    player.held && <MobileDataScreen player={player} />
  );
  return (
    <>
      <section ref={setFrame} tabIndex={-1} className={clsx(styles.frame, quiet && styles.quiet)} aria-label={t(playback.kind === 'audio' ? 'recording' : 'player', { title: lesson.title })}>
        <div className={styles.stage}>
          <Picture player={player} captions={captions} startAt={startAt} quiet={quiet} hindered={Boolean(screen)} word={word} onVideo={onVideo} onChoose={toggleMore}>
            {peeked && playback.previewsUrl !== null && <track ref={setSheets} kind="metadata" src={playback.previewsUrl} />}
          </Picture>
          {state.begun && !screen && <CaptionLine captions={captions} time={state.time} size={preferences.captionSize} />}
          {screen || (state.ended && ending(player))}
          {!screen && (
            <div className={styles.controls}>
              <PlayerControls player={player} captions={captions} more={{ on: more, toggle: toggleMore }}>
                <SeekBar
                  time={state.time}
                  duration={playback.durationSeconds}
                  watched={watched}
                  onPeek={() => setPeeked(!player.line.saveData)}
                  previewAt={previewAt}
                  onSeek={player.seek}
                />
              </PlayerControls>
            </div>
          )}
        </div>
        <SuggestionBar player={player} />
        {more && !screen && (
          <div className={styles.more}>
            <SettingsPanel player={player} captions={captions} onClose={toggleMore} />
          </div>
        )}
      </section>
      {children(captions.cues, state.time)}
    </>
  );
}
