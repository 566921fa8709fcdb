import { useEffect } from 'react';

const SITE = '学习在线';

/** Names the page in the tab, the history and to screen readers. */
export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = title === '' ? SITE : `${title} · ${SITE}`;
  }, [title]);
}
