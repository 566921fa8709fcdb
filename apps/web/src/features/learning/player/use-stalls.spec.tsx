import { beforeEach, describe, expect, it } from '@jest/globals';
import { act, renderHook } from '@testing-library/react';

import type { Choice } from './choices';
import { useStalls } from './use-stalls';

describe('standing still', () => {
  let video: HTMLVideoElement;
  beforeEach(() => {
    video = document.createElement('video');
    video.currentTime = 30;
  });

  const follow = () => renderHook(({ choice }: { choice: Choice }) => useStalls(video, choice), { initialProps: { choice: 'auto' as Choice } });
  const tell = (event: string) => act(() => void video.dispatchEvent(new Event(event)));

  it('is counted until something else is chosen', () => {
    const { result, rerender } = follow();
    tell('waiting');
    expect(result.current).toEqual({ waiting: true, stalls: 1 });
    tell('playing');
    tell('waiting');
    tell('canplay');
    expect(result.current).toEqual({ waiting: false, stalls: 2 });
    rerender({ choice: 240 });
    expect(result.current.stalls).toBe(0);
  });

  it('is none while somebody looks for a place', () => {
    const { result } = follow();
    Object.defineProperty(video, 'seeking', { value: true });
    tell('waiting');
    expect(result.current).toEqual({ waiting: true, stalls: 0 });
  });
});
