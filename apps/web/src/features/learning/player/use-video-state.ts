import { useEffect, useState } from 'react';

export interface VideoState {
  /** Seconds. */
  time: number;
  playing: boolean;
  ended: boolean;
  /** Has played since it was loaded. */
  begun: boolean;
}

const EVENTS = ['timeupdate', 'play', 'pause', 'ended', 'seeking', 'seeked', 'loadedmetadata'] as const;

/** What a video is doing. */
export function useVideoState(video: HTMLVideoElement | null, startAt: number): VideoState {
  const [state, setState] = useState<VideoState>({ time: startAt, playing: false, ended: false, begun: false });
  useEffect(() => {
    if (video === null) return undefined;
    const read = () =>
      setState(({ begun, time }) => ({
        time: video.readyState > 0 ? video.currentTime : time,
        playing: !video.paused,
        ended: video.ended,
        begun: begun || !video.paused,
      }));
    EVENTS.forEach((event) => video.addEventListener(event, read));
    return () => EVENTS.forEach((event) => video.removeEventListener(event, read));
  }, [video]);
  return state;
}
