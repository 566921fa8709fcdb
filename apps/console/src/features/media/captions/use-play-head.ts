import { type RefObject, useEffect, useRef } from 'react';

import type { Film } from './use-film';

/** Moves the play head of a strip as smoothly as the film plays, without drawing the page anew, and keeps it in view. */
export function usePlayHead(strip: RefObject<HTMLElement | null>, { video, playing }: Film, msPerPx: number): RefObject<HTMLDivElement | null> {
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (video === null || !playing) return undefined;
    let frame = 0;
    const move = () => {
      const at = (video.currentTime * 1000) / msPerPx;
      if (head.current !== null) head.current.style.translate = `${at}px 0`;
      const view = strip.current;
      if (view !== null && at > view.scrollLeft + view.clientWidth * 0.9) view.scrollLeft = at - view.clientWidth * 0.1;
      frame = requestAnimationFrame(move);
    };
    frame = requestAnimationFrame(move);
    return () => cancelAnimationFrame(frame);
  }, [strip, video, playing, msPerPx]);
  return head;
}
