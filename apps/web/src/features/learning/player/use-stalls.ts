import { useEffect, useState } from 'react';

import type { Choice } from './choices';

/**
 * Whether playing waits for data, and how often it stood still for that since something else was chosen; a seek is no
 * standstill.
 */
export function useStalls(video: HTMLVideoElement | null, choice: Choice): { waiting: boolean; stalls: number } {
  const [state, setState] = useState({ waiting: false, stalls: 0 });
  const [counted, setCounted] = useState(choice);
  if (counted !== choice) {
    setCounted(choice);
    setState((before) => ({ ...before, stalls: 0 }));
  }
  useEffect(() => {
    if (video === null) return undefined;
    const wait = () => setState(({ stalls }) => ({ waiting: true, stalls: video.seeking || video.currentTime === 0 ? stalls : stalls + 1 }));
    const go = () => setState((before) => (before.waiting ? { ...before, waiting: false } : before));
    const ends = ['playing', 'pause', 'seeked', 'emptied', 'canplay'];
    video.addEventListener('waiting', wait);
    ends.forEach((event) => video.addEventListener(event, go));
    return () => {
      video.removeEventListener('waiting', wait);
      ends.forEach((event) => video.removeEventListener(event, go));
    };
  }, [video]);
  return state;
}
