import type { KeyValueStore } from '../../../lib/storage';

const KEY = 'xuexi.watching';

/**
 * Tells the other pages of this browser that a person watches on this one now. They hear it at once, while the server tells
 * them only when they report (credit-rules.md 5).
 *
 * @param openingId differs with every opening: a browser tells others only of what has changed
 */
export function announceWatching(store: KeyValueStore, personId: string, openingId: string): void {
  store.set(KEY, `${personId} ${openingId}`);
}

/**
 * Hears when another page of this browser begins to watch as the same person.
 *
 * @returns ends it
 */
export function hearOtherPages(personId: string, tell: () => void): () => void {
  const hear = ({ key, newValue }: StorageEvent) => {
    if (key === KEY && newValue?.startsWith(`${personId} `)) tell();
  };
  window.addEventListener('storage', hear);
  return () => window.removeEventListener('storage', hear);
}
