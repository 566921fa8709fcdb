/**
 * Coverage: which whole seconds of a lesson have been played (credit-rules.md 3).
 * Second n is the half-open stretch [n, n + 1) of the media.
 */

/** A half-open range of whole media seconds, `from` < `to`. */
export type Range = readonly [from: number, to: number];

/** Sorted, disjoint, non-adjacent ranges. Two coverages of the same seconds are therefore equal element by element. */
export type Coverage = readonly Range[];

export const EMPTY_COVERAGE: Coverage = [];

/** Share of a lesson that must be covered, in tenths (credit-rules.md 7). */
const REQUIRED_TENTHS = 9;

/** The coverage of any ranges, in any order, overlapping or not. */
export function normalize(ranges: readonly Range[]): Coverage {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = merged[merged.length - 1];
    if (last !== undefined && from <= last[1]) {
      last[1] = Math.max(last[1], to);
    } else {
      merged.push([from, to]);
    }
  }
  return merged;
}

/** How many seconds a coverage holds. */
export function coveredSeconds(coverage: Coverage): number {
  return coverage.reduce((sum, [from, to]) => sum + (to - from), 0);
}

/** The seconds in either coverage. */
export function union(a: Coverage, b: Coverage): Coverage {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return normalize([...a, ...b]);
}

/** The seconds of `a` that are not in `b`. */
export function subtract(a: Coverage, b: Coverage): Coverage {
  const left: Range[] = [];
  let next = 0;
  for (const [from, to] of a) {
    let start = from;
    while (next < b.length && b[next]![1] <= start) next += 1;
    for (let i = next; i < b.length && b[i]![0] < to; i += 1) {
      const [cutFrom, cutTo] = b[i]!;
      if (cutFrom > start) left.push([start, cutFrom]);
      start = Math.max(start, cutTo);
    }
    if (start < to) left.push([start, to]);
  }
  return left;
}

/** The seconds in both coverages. */
export function intersect(a: Coverage, b: Coverage): Coverage {
  return subtract(a, subtract(a, b));
}

/** Whether one second is covered. */
export function containsSecond(coverage: Coverage, second: number): boolean {
  return coverage.some(([from, to]) => from <= second && second < to);
}

/** Whether every second of `inner` is in `outer`. */
export function contains(outer: Coverage, inner: Coverage): boolean {
  return subtract(inner, outer).length === 0;
}

/**
 * The seconds that must be covered for a lesson to be complete: ceil(0.90 × duration), in integers (credit-rules.md 7).
 * At least one: a document has no second to be covered, so that no count of nothing ever completes it.
 *
 * @param duration the frozen length of the lesson version in whole seconds; 0 for a document
 */
export function requiredSeconds(duration: number): number {
  return Math.max(1, Math.ceil((duration * REQUIRED_TENTHS) / 10));
}
