/** How much of the film the strip shows, in milliseconds, from near to far. */
export const SPANS_MS = [10_000, 20_000, 60_000, 180_000, 600_000, 1_800_000, 3_600_000, 10_800_000] as const;
const FIRST_SPAN = 20_000;
/** Marks of the ruler stand this far apart at least, in pixels. */
const MARK_PX = 90;
const MARKS_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000];

/** The steps of zooming that make sense for a film. */
export function spansOf(durationMs: number): number[] {
  const useful = SPANS_MS.filter((span) => span < durationMs);
  return [...useful, Math.max(durationMs, SPANS_MS[0])];
}

/** Where zooming begins: near enough to take hold of a cue. */
export function firstSpan(durationMs: number): number {
  return Math.min(FIRST_SPAN, Math.max(durationMs, SPANS_MS[0]));
}

/** The times of the ruler's marks within a part of the film. */
export function marksWithin(fromMs: number, toMs: number, msPerPx: number): number[] {
  const step = MARKS_MS.find((ms) => ms / msPerPx >= MARK_PX) ?? 3_600_000;
  const first = Math.ceil(Math.max(0, fromMs) / step);
  return Array.from({ length: Math.max(0, Math.floor(toMs / step) - first + 1) }, (_, i) => (first + i) * step);
}
