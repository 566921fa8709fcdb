import type { KeyValueStore } from '../../../lib/storage';

const KEY = 'xuexi.watching';

/** The other pages of this browser, as a page that watches knows them. */
export interface OtherPages {
  /** Tells them of an opening here; its id differs with every opening. */
  announce: (openingId: string) => void;
  /** Hears of openings there. @returns ends it */
  hear: (tell: () => void) => () => void;
}

/** The other pages of this browser on which the same person may watch. */
export function otherPagesOf(store: KeyValueStore, personId: string): OtherPages {
  return { announce: (openingId) => announceWatching(store, personId, openingId), hear: (tell) => hearOtherPages(personId, tell) };
}

/**
 * Tells the other pages of this browser that a person watches on this one now. They hear it at once and ask the server,
 * which would tell them only when they report (credit-rules.md 5).
 *
 * @param openingId differs with every opening: a browser tells others only of what has changed
 */
function announceWatching(store: KeyValueStore, personId: string, openingId: string): void {
  store.set(KEY, `${personId} ${openingId}`);
}

function hearOtherPages(personId: string, tell: () => void): () => void {
  const hear = ({ key, newValue }: StorageEvent) => {
    if (key === KEY && newValue?.startsWith(`${personId} `)) tell();
  };
  window.addEventListener('storage', hear);
  return () => window.removeEventListener('storage', hear);
}
