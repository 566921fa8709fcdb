import type { Api } from '@xuexi/api-client';
import { useEffect, useRef, useState } from 'react';

import type { Choice } from './choices';
import type { Engine } from './media/engine';
import { openEngine } from './media/open-engine';
import type { Trouble } from './media/trouble';

interface MediaSourceOptions {
  playback: Api['Playback'];
  /** Where to begin, in seconds; later values change nothing. */
  startAt: number;
  /** Plays as soon as it is loaded. */
  goesOn: boolean;
  /** What is shown or heard; it must be one of the lesson's. */
  choice: Choice;
  /** Nothing is loaded before play is pressed. */
  thrifty: boolean;
  /** Nothing is loaded at all. */
  held: boolean;
  onTrouble: (trouble: Trouble) => void;
  /** The browser wants a press before it plays on. */
  onRefused: () => void;
}

interface MediaSourceState {
  /** The name of the rendition that is shown; null until it is known. */
  rendition: string | null;
  /** What the line was measured to carry, in bits per second; null until it was measured. */
  measured: number | null;
  /** Tries the source once more. */
  retry: (trouble: Trouble) => void;
}

const UNKNOWN = { rendition: null, measured: null };

/**
 * Loads the film of a lesson into a video, or only its sound; switching between the two keeps the place and whether it
 * plays. Pictures of another size come without a break.
 */
export function useMediaSource(video: HTMLVideoElement | null, { playback, startAt, goesOn, choice, thrifty, held, onTrouble, onRefused }: MediaSourceOptions): MediaSourceState {
  const engine = useRef<Engine | null>(null);
  const left = useRef({ place: startAt, playing: goesOn });
  const latest = useRef({ choice, thrifty, onTrouble, onRefused });
  const [known, setKnown] = useState<Pick<MediaSourceState, 'rendition' | 'measured'>>(UNKNOWN);
  const { masterUrl, audioUrl, renditions } = playback;
  const url = choice === 'audio' && audioUrl !== null ? audioUrl : masterUrl;

  useEffect(() => {
    latest.current = { choice, thrifty, onTrouble, onRefused };
  });

  useEffect(() => {
    if (video === null || held) return undefined;
    let gone = false;
    const { place, playing } = left.current;
    let wanted = playing;
    const begin = () => {
      // A source that is attached afterwards would pause the video again.
      wanted = true;
      engine.current?.begin();
    };
    const listener = {
      onTrouble: (trouble: Trouble) => latest.current.onTrouble(trouble),
      onRendition: (rendition: string) => setKnown((before) => ({ ...before, rendition })),
      onMeasured: (measured: number) => setKnown((before) => ({ ...before, measured })),
    };
    const source = { url, startAt: place, renditions, choice: latest.current.choice, thrifty: latest.current.thrifty };
    video.addEventListener('play', begin);
    openEngine(video, source, listener).then(
      (opened) => {
        if (gone) return opened?.destroy();
        if (opened === null) return listener.onTrouble('unsupported');
        engine.current = opened;
        if (wanted || !video.paused) {
          begin();
          video.play().catch(() => latest.current.onRefused());
        }
        return undefined;
      },
      () => listener.onTrouble('line'),
    );
    return () => {
      gone = true;
      video.removeEventListener('play', begin);
      // Taking a source away pauses the video and forgets its place.
      if (engine.current !== null) left.current = { place: video.currentTime, playing: !video.paused };
      engine.current?.destroy();
      engine.current = null;
      setKnown(UNKNOWN);
    };
  }, [video, url, renditions, held]);

  useEffect(() => engine.current?.choose(choice), [choice]);

  return { ...known, retry: (trouble) => engine.current?.retry(trouble) };
}
