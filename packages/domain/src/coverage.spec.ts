import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Coverage, type Range, contains, containsSecond, coveredSeconds, intersect, normalize, requiredSeconds, subtract, union } from './coverage.js';

const MAX = 60;
const range = fc.tuple(fc.nat(MAX), fc.nat(MAX)).map(([a, b]): Range => [Math.min(a, b), Math.max(a, b) + 1]);
const ranges = fc.array(range, { maxLength: 12 });
const coverage = ranges.map(normalize);

const secondsOf = (list: readonly Range[]) => new Set(list.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i)));
const keep = (seconds: ReadonlySet<number>, test: (second: number) => boolean) => new Set([...seconds].filter(test));

function expectSeconds(actual: Coverage, expected: ReadonlySet<number>) {
  expect(secondsOf(actual)).toEqual(expected);
  for (const [i, [from, to]] of actual.entries()) {
    expect(from).toBeLessThan(to);
    if (i > 0) expect(actual[i - 1]![1]).toBeLessThan(from);
  }
}

describe('coverage against sets of seconds', () => {
  it('normalize', () => {
    fc.assert(fc.property(ranges, (list) => expectSeconds(normalize(list), secondsOf(list))));
  });

  it('union', () => {
    fc.assert(fc.property(coverage, coverage, (a, b) => expectSeconds(union(a, b), new Set([...secondsOf(a), ...secondsOf(b)]))));
  });

  it('subtract', () => {
    fc.assert(fc.property(coverage, coverage, (a, b) => expectSeconds(subtract(a, b), keep(secondsOf(a), (second) => !secondsOf(b).has(second)))));
  });

  it('intersect', () => {
    fc.assert(fc.property(coverage, coverage, (a, b) => expectSeconds(intersect(a, b), keep(secondsOf(a), (second) => secondsOf(b).has(second)))));
  });

  it('counting and membership', () => {
    fc.assert(
      fc.property(coverage, coverage, fc.nat(MAX + 1), (a, b, second) => {
        expect(coveredSeconds(a)).toBe(secondsOf(a).size);
        expect(containsSecond(a, second)).toBe(secondsOf(a).has(second));
        expect(contains(a, b)).toBe([...secondsOf(b)].every((inner) => secondsOf(a).has(inner)));
      }),
    );
  });

  it('leaves its inputs alone', () => {
    const list: readonly Range[] = Object.freeze([Object.freeze([5, 9] as const), Object.freeze([0, 6] as const)]);
    expect(normalize(list)).toEqual([[0, 9]]);
    expect(list).toEqual([[5, 9], [0, 6]]);
  });

  it('joins ranges that touch', () => {
    expect(normalize([[10, 20], [20, 30]])).toEqual([[10, 30]]);
    expect(union([[0, 10]], [[10, 11]])).toEqual([[0, 11]]);
  });
});

describe('requiredSeconds', () => {
  it.each([
    [1, 1],
    [9, 9],
    [10, 9],
    [11, 10],
    [60, 54],
    [900, 810],
    [901, 811],
    [3_600, 3_240],
  ])('of %i seconds %i', (duration, required) => {
    expect(requiredSeconds(duration)).toBe(required);
  });

  it('is the least whole number that is nine tenths', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (duration) => {
        const required = BigInt(requiredSeconds(duration));
        expect(required * 10n).toBeGreaterThanOrEqual(BigInt(duration) * 9n);
        expect((required - 1n) * 10n).toBeLessThan(BigInt(duration) * 9n);
      }),
    );
  });
});
