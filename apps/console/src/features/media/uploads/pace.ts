/** How fast bytes leave, smoothed over some seconds. Pure. */
export interface Pace {
  atMs: number;
  bytes: number;
  /** Null until it was measured for long enough to mean something. */
  bytesPerSecond: number | null;
}

/** The first seconds tell of buffers, not of the line. */
const FIRST_MEASURED_MS = 3_000;
const MEASURED_EVERY_MS = 1_000;
/** A change of the line shows fully after about twice as long. */
const SMOOTHED_OVER_MS = 15_000;

/** The pace after so many bytes have left; a count that falls, as after a break, begins anew. */
export function nextPace(pace: Pace | null, bytes: number, atMs: number): Pace {
  if (pace === null || bytes < pace.bytes) return { atMs, bytes, bytesPerSecond: null };
  const tookMs = atMs - pace.atMs;
  if (tookMs < (pace.bytesPerSecond === null ? FIRST_MEASURED_MS : MEASURED_EVERY_MS)) return pace;
  const measured = ((bytes - pace.bytes) * 1000) / tookMs;
  const before = pace.bytesPerSecond ?? measured;
  const weight = 1 - Math.exp(-tookMs / SMOOTHED_OVER_MS);
  return { atMs, bytes, bytesPerSecond: before + weight * (measured - before) };
}

/** Seconds until so many bytes have left; null while the pace is unknown, or nothing moves. */
export function secondsFor(bytes: number, pace: Pace | null): number | null {
  const speed = pace?.bytesPerSecond ?? 0;
  return speed > 0 ? bytes / speed : null;
}
