import { type RefObject, useEffect, useState } from 'react';

/** A line a third from the top: the page that lies on it is the one that is read. */
const READING_LINE = '-33% 0px -66% 0px';

/**
 * Which page is read, from 1.
 *
 * @param list its children are the pages
 * @param first where reading begins
 */
export function usePageInView(list: RefObject<HTMLElement | null>, first: number): number {
  const [page, setPage] = useState(first);
  useEffect(() => {
    const pages = [...(list.current?.children ?? [])];
    const observer = new IntersectionObserver(
      (entries) => {
        const entered = entries.find((entry) => entry.isIntersecting);
        if (entered) setPage(pages.indexOf(entered.target) + 1);
      },
      { rootMargin: READING_LINE },
    );
    pages.forEach((each) => observer.observe(each));
    return () => observer.disconnect();
  }, [list]);
  return page;
}
