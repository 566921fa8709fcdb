import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 100;

/**
 * Looks until something is so.
 * @param look what answers undefined, null or false as long as it is not
 * @throws Error with `what` when it is still not so after the time
 */
export async function eventually<T>(what: string, withinMs: number, look: () => Promise<T | undefined | null | false>): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await delay(EVERY_MS);
  }
}
