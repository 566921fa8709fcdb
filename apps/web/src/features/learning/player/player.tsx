import type { Range } from '@xuexi/domain';
import { Button } from '@xuexi/ui';
import clsx from 'clsx';
import { type ReactNode, useState } from 'react';

import type { PlaySession } from '../api/play-session';
import { useStrings } from './use-strings';

import { PlayerControls } from './player-controls';
import { StartButton } from './start-button';
import { type Cue, cueAt, useCues } from './use-cues';
import { useFullscreen } from './use-fullscreen';
import { useKeys } from './use-keys';
import { useMediaSource } from './use-media-source';
import { usePicturePress } from './use-picture-press';
import { useQuiet } from './use-quiet';
import { useVideoState } from './use-video-state';

import styles from './player.module.css';

/** How far the arrow keys go, in seconds. */
const STEP = 5;

interface PlayerProps {
  session: PlaySession;
  /** Seconds. */
  startAt: number;
  watched: readonly Range[];
  video: HTMLVideoElement | null;
  onVideo: (video: HTMLVideoElement | null) => void;
  /** The source is lost for good: opens the lesson again. */
  onReopen: () => void;
  /** Stands over the picture instead of the controls. */
  obstacle: ReactNode;
  /** Stands under the picture; is given the captions and the place. */
  children: (cues: readonly Cue[], time: number) => ReactNode;
}

/** The film of a lesson with controls of our own. */
export function Player({ session, startAt, watched, video, onVideo, onReopen, obstacle, children }: PlayerProps) {
  const t = useStrings();
  const [track, setTrack] = useState<HTMLTrackElement | null>(null);
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const [captionsOn, setCaptionsOn] = useState(true);
  const { playback, lesson, maxRate } = session;
  const captions = playback.captions[0];
  const state = useVideoState(video, startAt);
  const source = useMediaSource(video, playback, startAt);
  const cues = useCues(track);
  const fullscreen = useFullscreen(frame, video);
  const quiet = useQuiet(frame, state.playing);
  const native = !('MediaSource' in window);

  const playPause = () => {
    if (video === null) return;
    if (video.paused) video.play().catch(() => undefined);
    else video.pause();
  };
  const seek = (time: number) => {
    if (video !== null) video.currentTime = Math.min(playback.durationSeconds, Math.max(0, time));
  };
  const changeRate = (rate: number) => {
    if (video !== null) video.playbackRate = rate;
  };
  const toggleCaptions = () => setCaptionsOn(!captionsOn);
  const press = usePicturePress(quiet, playPause);
  useKeys({ ' ': playPause, k: playPause, ArrowLeft: () => seek(state.time - STEP), ArrowRight: () => seek(state.time + STEP), f: fullscreen.toggle, c: toggleCaptions });
  const hindered = obstacle !== null || source.broken;
  const said = captionsOn && state.begun && !hindered ? cueAt(cues, state.time) : undefined;
  return (
    <>
      <section ref={setFrame} className={clsx(styles.frame, quiet && styles.quiet)} aria-label={t('player', { title: lesson.title })}>
        <div className={styles.picture}>
          <video ref={onVideo} playsInline preload="metadata" poster={playback.posterUrl ?? undefined} {...press}>
            {captions && (
              <track ref={setTrack} kind={native ? 'subtitles' : 'metadata'} srcLang={captions.language} label={captions.label} src={captions.url} />
            )}
          </video>
          {source.audioOnly && state.begun && <p className={styles.sound}>{t('audioOnlyOn')}</p>}
          {!state.begun && !hindered && <StartButton at={startAt} onStart={playPause} />}
        </div>
        {said && (
          <p className={styles.caption} aria-hidden="true">
            <span>{said.text}</span>
          </p>
        )}
        {hindered ? (
          <div className={styles.obstacle}>
            {obstacle ?? (
              <>
                <p role="alert">{t('broken')}</p>
                <Button onClick={onReopen}>{t('retry')}</Button>
              </>
            )}
          </div>
        ) : (
          <div className={styles.controls}>
            <PlayerControls
              state={state}
              duration={playback.durationSeconds}
              watched={watched}
              maxRate={maxRate}
              captions={{ on: captionsOn, toggle: cues.length > 0 ? toggleCaptions : null }}
              audioOnly={{ on: source.audioOnly, toggle: source.toggleAudioOnly }}
              fullscreen={fullscreen}
              onPlayPause={playPause}
              onSeek={seek}
              onRate={changeRate}
            />
          </div>
        )}
      </section>
      {children(cues, state.time)}
    </>
  );
}
