import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { nextPace, type Pace, secondsFor } from './pace';

const KB = 1000;
/** Bytes per second, one of them each second. */
const after = (...speeds: number[]) => {
  let [pace, bytes] = [nextPace(null, 0, 0), 0];
  for (const [second, speed] of speeds.entries()) pace = nextPace(pace, (bytes += speed), (second + 1) * 1000);
  return pace;
};
const steady = (speed: number, seconds: number) => Array.from({ length: seconds }, () => speed);

describe('the pace of an upload', () => {
  it('is unknown in the first seconds', () => {
    expect(secondsFor(1, null)).toBeNull();
    expect(secondsFor(1, after(100, 100))).toBeNull();
    expect(after(100, 100, 100).bytesPerSecond).toBe(100);
  });

  it('tells how long the rest takes', () => {
    expect(secondsFor(1200 * 100 * KB, after(...steady(100 * KB, 30)))).toBeCloseTo(1200);
  });

  it('does not jump when the line falters, and follows when it stays slow', () => {
    const good = steady(100 * KB, 30);
    expect(after(...good, 0).bytesPerSecond).toBeGreaterThan(90 * KB);
    expect(after(...good, ...steady(10 * KB, 60)).bytesPerSecond).toBeLessThan(12 * KB);
  });

  it('begins anew where bytes have to be sent again', () => {
    expect(nextPace(after(...steady(100, 9)), 50, 10_000)).toEqual({ atMs: 10_000, bytes: 50, bytesPerSecond: null });
  });

  it('never leaves what was measured', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 3, maxLength: 50 }), (speeds) => {
        const { bytesPerSecond } = after(...speeds) as Pace & { bytesPerSecond: number };
        expect(bytesPerSecond).toBeGreaterThanOrEqual(Math.min(...speeds) - 1e-6);
        expect(bytesPerSecond).toBeLessThanOrEqual(Math.max(...speeds) + 1e-6);
      }),
    );
  });
});
