import { useCallback, useEffect, useMemo, useState } from 'react';

/** The film beside the cues; where it is not ready, only a place in it. */
export interface Film {
  video: HTMLVideoElement | null;
  /** Where it stands, in milliseconds, told a few times a second. */
  timeMs: number;
  playing: boolean;
  /** Where it stands at this moment. */
  now: () => number;
  seek: (ms: number) => void;
  toggle: () => void;
}

const EVENTS = ['timeupdate', 'seeking', 'seeked', 'play', 'pause', 'ended'] as const;

/** Follows a video, and moves it. */
export function useFilm(video: HTMLVideoElement | null): Film {
  const [timeMs, setTimeMs] = useState(0);
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (video === null) return undefined;
    const read = () => {
      setTimeMs(Math.round(video.currentTime * 1000));
      setPlaying(!video.paused);
    };
    for (const event of EVENTS) video.addEventListener(event, read);
    return () => {
      for (const event of EVENTS) video.removeEventListener(event, read);
    };
  }, [video]);
  const now = useCallback(() => (video === null ? timeMs : Math.round(video.currentTime * 1000)), [video, timeMs]);
  const seek = useCallback(
    (ms: number) => {
      if (video !== null) video.currentTime = ms / 1000;
      setTimeMs(Math.round(ms));
    },
    [video],
  );
  const toggle = useCallback(() => {
    if (video === null) return;
    if (video.paused) video.play().catch(() => undefined);
    else video.pause();
  }, [video]);
  return useMemo(() => ({ video, timeMs, playing, now, seek, toggle }), [video, timeMs, playing, now, seek, toggle]);
}
