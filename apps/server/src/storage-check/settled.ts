/** A file that was written within so long may be about to be asked for; it is no stray yet. */
export const SETTLED_MS = 24 * 3600 * 1000;
