/** Evidence of when, and on what, a lesson was watched, and of what was refused: for 为什么是这个学分. No rule depends on it. */
import type { Refusal, RefusalReason } from './watch.js';

/** One stretch of watching a lesson in one player: evidence of when and on what it was watched. */
export type Sitting = {
  playSession: string;
  /** What it was played on, such as 安卓手机 · 微信; null where that is not known. */
  device: string | null;
  /** Server times, ISO in UTC, of the first and the last report that covered something. */
  from: string;
  to: string;
  /** Seconds that it covered newly. */
  seconds: number;
};

/** Refused seconds by why. */
export type Refusals = Partial<Record<Exclude<RefusalReason, 'duplicate'>, number>>;

const REASONS = ['clock', 'lease_taken', 'presence'] as const satisfies readonly (keyof Refusals)[];

/** The sittings of a round after a report that newly covered so many seconds: one per player, in the order in which they began to cover. */
export function withCovered(sittings: readonly Sitting[], player: Pick<Sitting, 'playSession' | 'device'>, seconds: number, nowMs: number): readonly Sitting[] {
  if (seconds === 0) return sittings;
  const at = new Date(nowMs).toISOString();
  const index = sittings.map(({ playSession }) => playSession).lastIndexOf(player.playSession);
  const before = sittings[index];
  if (before === undefined) return [...sittings, { ...player, from: at, to: at, seconds }];
  return sittings.map((sitting, i) => (i === index ? { ...before, to: at, seconds: before.seconds + seconds } : sitting));
}

/** The refused seconds of a round after a report that was judged so. A report sent again was refused before, or was not. */
export function withRefused(refusals: Refusals, refused: Refusal | null): Refusals {
  if (refused === null || refused.why === 'duplicate' || refused.seconds === 0) return refusals;
  return uniteRefusals(refusals, { [refused.why]: refused.seconds });
}

/** The sittings of a round that two persons, who are one, have watched together: the earliest first. */
export function uniteSittings(a: readonly Sitting[], b: readonly Sitting[]): Sitting[] {
  return [...a, ...b].sort((one, other) => (one.from < other.from ? -1 : Number(one.from > other.from)));
}

/** The refused seconds of two rounds together, named in the order of canonical JSON. */
export function uniteRefusals(a: Refusals, b: Refusals): Refusals {
  const sum: Refusals = {};
  for (const why of REASONS) if (a[why] || b[why]) sum[why] = (a[why] ?? 0) + (b[why] ?? 0);
  return sum;
}
