import { type Range, seekLimit } from '@xuexi/domain';
import { useEffect, useRef } from 'react';

import { useStrings } from './use-strings';

interface SkipGuard {
  /** Skipping is prevented, and the lesson is not complete. */
  on: boolean;
  /** What is watched, on whatever device, as far as the server or this page knows. */
  watched: readonly Range[];
  /** Where this page began, in seconds. */
  startAt: number;
  duration: number;
}

/** The furthest second that was watched; 0 for nothing. */
export const furthestOf = (watched: readonly Range[]): number => watched.reduce((furthest, [, to]) => Math.max(furthest, to), 0);

/**
 * 禁止跳看: brings the video back when it is sent further than what was played before, by whatever key, bar or line, and
 * says why. Going back is free. The credit never depends on this: coverage alone counts.
 */
export function useSkipGuard(video: HTMLVideoElement | null, { on, watched, startAt, duration }: SkipGuard, flash: (word: string) => void): void {
  const t = useStrings();
  const furthest = useRef(startAt);
  useEffect(() => {
    furthest.current = Math.max(furthest.current, furthestOf(watched));
  }, [watched]);
  useEffect(() => {
    if (video === null || !on) return undefined;
    // While it seeks, the time is where it is going, not what was played.
    const played = () => {
      if (!video.seeking) furthest.current = Math.max(furthest.current, video.currentTime);
    };
    const hold = () => {
      if (video.currentTime <= seekLimit(furthest.current, { durationSeconds: duration, complete: false })) return;
      // The second that it was in was not played to its end: it begins anew, or it would never count.
      video.currentTime = Math.floor(furthest.current);
      flash(t('noSkipping'));
    };
    video.addEventListener('timeupdate', played);
    video.addEventListener('seeking', hold);
    return () => {
      video.removeEventListener('timeupdate', played);
      video.removeEventListener('seeking', hold);
    };
  }, [video, on, duration, flash, t]);
}
