import { MAX_RANGES_PER_REPORT, type Range, coveredSeconds, normalize } from '@xuexi/domain';

import type { Unsent, UnsentStore } from './unsent-store';
import type { SendFailure, WatchAnswer, WatchReport } from './watch-reporter';

export interface LeftoverOptions {
  personId: string;
  store: UnsentStore;
  send: (playSessionId: string, report: WatchReport) => Promise<WatchAnswer>;
  failureOf: (error: unknown) => SendFailure;
}

/**
 * Says what earlier pages of this browser played and could not say, each in its own play session: as long as nobody else
 * plays, the server counts it there with the time that has passed since. What the clock refuses is kept for the next time.
 *
 * @returns how many seconds can no longer be counted
 */
export async function sendLeftovers(options: LeftoverOptions): Promise<number> {
  let lost = 0;
  for (const unsent of options.store.of(options.personId)) lost += await sendOne(unsent, options);
  return lost;
}

/** Hands what is left of a lesson to a new play session and forgets the old records. */
export function adoptLeftovers(store: UnsentStore, personId: string, lessonVersionId: string): Range[] {
  const left = store.of(personId).filter((unsent) => unsent.lessonVersionId === lessonVersionId);
  left.forEach((unsent) => store.remove(unsent.playSessionId));
  return [...normalize(left.flatMap((unsent) => unsent.ranges))];
}

async function sendOne(unsent: Unsent, { store, send, failureOf }: LeftoverOptions): Promise<number> {
  const seq = unsent.seq + 1;
  const ranges = normalize(unsent.ranges);
  const offered = ranges.slice(0, MAX_RANGES_PER_REPORT);
  const rest = ranges.slice(MAX_RANGES_PER_REPORT);
  try {
    const { seq: lastAccepted, refused } = await send(unsent.playSessionId, { seq, ranges: offered, rate: unsent.rate, position: unsent.position });
    store.save({ ...unsent, seq: Math.max(seq, lastAccepted), ranges: [...stillOwed(offered, refused), ...rest] });
    return refused?.why === 'presence' ? coveredSeconds(refused.ranges) : 0;
  } catch (error) {
    if (failureOf(error) !== 'rejected') return 0;
    store.remove(unsent.playSessionId);
    return coveredSeconds(ranges);
  }
}

function stillOwed(offered: Range[], refused: WatchAnswer['refused']): Range[] {
  if (refused?.why === 'clock') return refused.ranges;
  return refused?.why === 'duplicate' || refused?.why === 'lease_taken' ? offered : [];
}
