import type { Range } from '@xuexi/domain';
import { type RefObject, useState } from 'react';

import { useElderMode } from '../../../lib/elder-mode';
import type { PlaySession } from '../api/play-session';

import { type Choice, type Offer, nearestChoice, offersOf } from './choices';
import { choosesPictures } from './media/open-engine';
import { type Preferences, usePreferences } from './preferences';
import { suggestionFor } from './suggestion';
import type { Toggle } from './toggle';
import { useFullscreen } from './use-fullscreen';
import { type Line, useLine } from './use-line';
import { useMediaSource } from './use-media-source';
import { usePictureInPicture } from './use-picture-in-picture';
import { type Recovery, useRecovery } from './use-recovery';
import { useSound } from './use-sound';
import { useStalls } from './use-stalls';
import { type VideoState, useVideoState } from './use-video-state';

/** A player as its controls see it. */
export interface Player {
  session: PlaySession;
  watched: readonly Range[];
  elder: boolean;
  state: VideoState;
  /** Playing waits for data. */
  waiting: boolean;
  preferences: Preferences;
  change: (changes: Partial<Preferences>) => void;
  /** Within what the rules allow. */
  rate: number;
  offers: readonly Offer[];
  choice: Choice;
  /** A cheaper choice that the line calls for. */
  suggestion: Offer | null;
  /** Which rendition is shown; null until it is known. */
  rendition: string | null;
  line: Line;
  /** Waits for a word, because it would use mobile data. */
  held: boolean;
  allowMobile: () => void;
  recovery: Recovery;
  fullscreen: Toggle;
  pictureInPicture: Toggle;
  /** The browser wants a press before it plays. */
  refused: boolean;
  play: () => void;
  pause: () => void;
  playPause: () => void;
  seek: (time: number) => void;
  skip: (seconds: number) => void;
}

interface PlayerOptions {
  session: PlaySession;
  watched: readonly Range[];
  /** Seconds. */
  startAt: number;
  /** Plays at once, because it played before the session was opened anew. */
  goesOn: boolean;
  tried: RefObject<boolean>;
  video: HTMLVideoElement | null;
  frame: HTMLElement | null;
  reopen: (playing: boolean) => void;
}

/** Brings together what a player does: source, line, trouble, preferences, and what its controls may ask. */
export function usePlayer({ session, watched, startAt, goesOn, tried, video, frame, reopen }: PlayerOptions): Player {
  const { playback, maxRate } = session;
  const [elder] = useElderMode();
  const [preferences, change] = usePreferences();
  const [refused, setRefused] = useState(false);
  const [allowed, setAllowed] = useState(false);
  const state = useVideoState(video, startAt);
  const line = useLine();
  const offers = offersOf(playback, choosesPictures());
  const choice = nearestChoice(preferences.choice, offers);
  const { waiting, stalls } = useStalls(video, choice);
  const rate = Math.min(preferences.rate, maxRate);
  const held = preferences.wifiOnly && line.kind === 'mobile' && !allowed;
  useSound(video, { ...preferences, rate });

  const play = () => {
    setRefused(false);
    video?.play().catch((error: unknown) => setRefused(error instanceof DOMException && error.name === 'NotAllowedError'));
  };
  const pause = () => video?.pause();
  const seek = (time: number) => {
    if (video !== null) video.currentTime = Math.min(playback.durationSeconds, Math.max(0, time));
  };
  const recovery: Recovery = useRecovery({ time: state.time, tried, retry: (trouble) => source.retry(trouble), reopen: () => reopen(state.playing) });
  const source = useMediaSource(video, { playback, startAt, goesOn, choice, thrifty: line.saveData, held, onTrouble: recovery.onTrouble, onRefused: () => setRefused(true) });
  return {
    session,
    watched,
    elder,
    state,
    waiting,
    preferences,
    change,
    rate,
    offers,
    choice,
    suggestion: held ? null : suggestionFor({ choice, offers, renditions: playback.renditions, line, measured: source.measured, stalls }),
    rendition: source.rendition,
    line,
    held,
    allowMobile: () => setAllowed(true),
    recovery,
    fullscreen: useFullscreen(frame, video),
    pictureInPicture: usePictureInPicture(video),
    refused,
    play,
    pause,
    playPause: () => (state.playing ? pause() : play()),
    seek,
    skip: (seconds) => seek((video?.currentTime ?? state.time) + seconds),
  };
}
