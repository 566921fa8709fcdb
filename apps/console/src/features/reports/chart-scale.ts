/** Steps that people count in. */
const STEPS = [1, 2, 2.5, 5, 10];

/**
 * Where the lines of a scale from zero lie: at most `lines` round steps that reach over `max`.
 *
 * @param max the largest figure to show, not negative
 * @returns the values of the lines from 0 upward; whole numbers from a step of 1 on
 */
export function scaleLines(max: number, lines = 3): number[] {
  if (max <= 0) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(max / lines));
  const step = Math.max(1, power * (STEPS.find((each) => each * power * lines >= max) ?? 10));
  return Array.from({ length: Math.ceil(max / step) + 1 }, (_, index) => index * step);
}
