import type { Api } from '@xuexi/api-client';
import { useEffect, useRef, useState } from 'react';

import { browserStore } from '../../../lib/storage';

import { attachMedia } from './attach-media';

const KEY = 'xuexi.audio-only';

interface MediaSourceState {
  /** Only the sound is loaded. */
  audioOnly: boolean;
  /** Null for a silent film. */
  toggleAudioOnly: (() => void) | null;
  /** The source could not be loaded for good. */
  broken: boolean;
}

/**
 * Loads the film of a lesson into a video, or only its sound where the learner saves data; switching keeps the place and
 * whether it plays. The choice is kept in this browser.
 *
 * @param startAt where to begin in seconds; later values change nothing
 */
export function useMediaSource(video: HTMLVideoElement | null, { masterUrl, audioUrl }: Api['Playback'], startAt: number): MediaSourceState {
  const [wanted, setWanted] = useState(() => browserStore.get(KEY) === '1');
  const [broken, setBroken] = useState(false);
  const left = useRef({ place: startAt, playing: false });
  const audioOnly = wanted && audioUrl !== null;
  const url = audioOnly ? audioUrl : masterUrl;

  useEffect(() => {
    if (video === null) return undefined;
    let detach: (() => void) | undefined;
    let gone = false;
    const { place, playing } = left.current;
    const lost = () => setBroken(true);
    attachMedia(video, url, place, lost).then((undo) => {
      if (gone) return undo();
      detach = undo;
      return playing ? video.play().catch(() => undefined) : undefined;
    }, lost);
    return () => {
      gone = true;
      // Taking a source away pauses the video and forgets its place.
      if (detach) left.current = { place: video.currentTime, playing: !video.paused };
      detach?.();
    };
  }, [video, url]);

  const toggle = () => {
    browserStore.set(KEY, wanted ? '0' : '1');
    setWanted(!wanted);
  };
  return { audioOnly, toggleAudioOnly: audioUrl === null ? null : toggle, broken };
}
