import { browserStore } from '../../../lib/storage';

const keyOf = (lessonVersionId: string) => `xuexi.page.${lessonVersionId}`;

/** The page on which one stopped reading in this browser, from 1; 1 where nothing is kept, or the document has become shorter. */
export function lastPage(lessonVersionId: string, pages: number): number {
  const kept = Number(browserStore.get(keyOf(lessonVersionId)));
  return Number.isInteger(kept) && kept >= 1 && kept <= pages ? kept : 1;
}

/** Keeps the page in this browser. */
export function keepPage(lessonVersionId: string, page: number): void {
  browserStore.set(keyOf(lessonVersionId), String(page));
}
