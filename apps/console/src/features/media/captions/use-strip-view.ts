import { type RefObject, useEffect, useState } from 'react';

/** What of a strip is in view: from `left`, `width` wide, in pixels. */
export function useStripView(strip: RefObject<HTMLElement | null>): { left: number; width: number } {
  const [view, setView] = useState({ left: 0, width: 600 });
  useEffect(() => {
    const element = strip.current;
    if (element === null) return undefined;
    const read = () => setView({ left: element.scrollLeft, width: element.clientWidth });
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
