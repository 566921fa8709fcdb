import { setTimeout as delay } from 'node:timers/promises';

/** Looks again and again until it is so; the test's own timeout ends the wait. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(10);
}
