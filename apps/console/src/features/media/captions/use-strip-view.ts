import { type RefObject, useLayoutEffect, useState } from 'react';

/** What of a strip is in view: from `left`, `width` wide, in pixels. Known before it is first seen, so that nothing on it jumps. */
export function useStripView(strip: RefObject<HTMLElement | null>): { left: number; width: number } {
  const [view, setView] = useState({ left: 0, width: 600 });
  useLayoutEffect(() => {
    const element = strip.current;
    if (element === null) return undefined;
    const read = () => setView({ left: element.scrollLeft, width: element.clientWidth });
    read();
    const size = new ResizeObserver(read);
    size.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      size.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [strip]);
  return view;
}
