import type { Range } from '@xuexi/domain';
import { describe, expect, it, jest } from '@jest/globals';
import { renderHook } from '@testing-library/react';

import { useSkipGuard } from './use-skip-guard';

/** A film that only remembers where it is. */
function aVideo() {
  const video = document.createElement('video');
  let seeking = false;
  Object.defineProperty(video, 'seeking', { get: () => seeking });
  Object.defineProperty(video, 'currentTime', { value: 0, writable: true });
  return {
    video,
    /** Plays to a second. */
    play: (to: number) => {
      video.currentTime = to;
      video.dispatchEvent(new Event('timeupdate'));
    },
    /** Is sent to a second. @returns where it ends up */
    seek: (to: number): number => {
      seeking = true;
      video.currentTime = to;
      video.dispatchEvent(new Event('timeupdate'));
      video.dispatchEvent(new Event('seeking'));
      seeking = false;
      video.dispatchEvent(new Event('seeked'));
      return video.currentTime;
    },
  };
}

const guard = (over: { on?: boolean; watched?: Range[]; startAt?: number } = {}) => {
  const film = aVideo();
  const flash = jest.fn();
  const props = { on: true, watched: [] as Range[], startAt: 0, duration: 90, ...over };
  const { rerender } = renderHook((given: typeof props) => useSkipGuard(film.video, given, flash), { initialProps: props });
  return { ...film, flash, change: (changes: Partial<typeof props>) => rerender({ ...props, ...changes }) };
};

describe('a player that prevents skipping', () => {
  it('goes no further than what was played, and says why', () => {
    const { play, seek, flash } = guard();
    play(20.6);
    expect(seek(60)).toBe(20);
    expect(flash).toHaveBeenCalledWith('这门课要按顺序看，没看过的地方不能跳过去');
    expect(seek(24)).toBe(24);
  });

  it('goes back freely, and forward again to where it was', () => {
    const { play, seek, flash } = guard();
    play(50);
    expect([seek(3), seek(48), seek(54)]).toEqual([3, 48, 54]);
    expect(flash).not.toHaveBeenCalled();
  });

  it('knows what was watched before a reload or on another device, and resumes there', () => {
    const { seek, flash } = guard({ watched: [[0, 40], [45, 60]], startAt: 30 });
    expect([seek(30), seek(60), seek(10)]).toEqual([30, 60, 10]);
    expect(flash).not.toHaveBeenCalled();
    expect(seek(80)).toBe(60);
  });

  it('is not moved on by being sent somewhere and held back', () => {
    const { play, seek } = guard();
    play(10);
    expect([seek(80), seek(80), seek(80)]).toEqual([10, 10, 10]);
  });

  it('goes anywhere once the lesson is complete, and in a course that does not prevent it', () => {
    const { play, seek, change } = guard();
    play(10);
    expect(seek(80)).toBe(10);
    change({ on: false });
    expect(seek(80)).toBe(80);
  });
});
