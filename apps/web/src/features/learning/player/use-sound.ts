import { useEffect } from 'react';

import type { Preferences } from './preferences';

/** Gives a video the speed and the volume that the learner likes; another source would forget the speed. */
export function useSound(video: HTMLVideoElement | null, { rate, volume, muted }: Pick<Preferences, 'rate' | 'volume' | 'muted'>): void {
  useEffect(() => {
    if (video === null) return;
    video.defaultPlaybackRate = rate;
    video.playbackRate = rate;
    video.volume = volume;
    video.muted = muted;
  }, [video, rate, volume, muted]);
}
