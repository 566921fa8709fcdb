import type { RefusalReason } from './watch.js';

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
