import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UNITS_PER_CREDIT, formatCredits, formatMissingCredits, targetMet, unitsOfCredits, unitsToTarget } from './units.js';

describe('formatCredits', () => {
  it.each([
    [0, '0.00'],
    [1_079, '0.00'],
    [1_080, '0.01'],
    [36_000, '0.33'],
    [144_000, '1.33'],
    [432_000, '4.00'],
    [2_144_000, '19.85'],
    [2_159_999, '19.99'],
    [2_160_000, '20.00'],
    [-36_000, '-0.33'],
    [-216_000, '-2.00'],
    [-1_079, '0.00'],
  ])('%i units are %s', (units, credits) => {
    expect(formatCredits(units)).toBe(credits);
  });

  it('never shows more than is held, nor loses a hundredth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (units) => {
        const hundredths = BigInt(formatCredits(units).replace('.', ''));
        expect(hundredths).toBe(BigInt(units) / 1_080n);
      }),
    );
  });

  it('sums first and floors once: three times 1.33 are 4.00', () => {
    expect(formatCredits(3 * 144_000)).toBe('4.00');
  });
});

describe('formatMissingCredits', () => {
  it('lets held and missing reach the target: 12.24 and 7.76, not 7.75', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_160_000 }), (held) => {
        const hundredths = (text: string) => Number(text.replace('.', ''));
        const together = hundredths(formatCredits(held)) + hundredths(formatMissingCredits(unitsToTarget(held)));
        expect(together).toBe(2_000);
      }),
    );
  });

  it.each([
    [0, '0.00'],
    [1, '0.01'],
    [1_080, '0.01'],
    [1_081, '0.02'],
  ])('%i units missing are %s', (units, credits) => {
    expect(formatMissingCredits(units)).toBe(credits);
  });
});

describe('targets', () => {
  it('are tested on units, not on the displayed figure', () => {
    expect(targetMet(2_160_000)).toBe(true);
    expect(targetMet(2_159_999)).toBe(false);
    expect(targetMet(1_079_999, 10)).toBe(false);
    expect(targetMet(1_080_000, 10)).toBe(true);
  });

  it('say what is missing', () => {
    expect(unitsToTarget(2_144_000)).toBe(16_000);
    expect(unitsToTarget(2_160_000)).toBe(0);
    expect(unitsToTarget(9_999_999)).toBe(0);
    expect(unitsToTarget(0, 1)).toBe(UNITS_PER_CREDIT);
  });
});

describe('unitsOfCredits', () => {
  it.each([
    [0.07, 7_560],
    [1.1, 118_800],
    [20, 2_160_000],
    [-0.5, -54_000],
  ])('%d credits are %i units', (credits, units) => {
    expect(unitsOfCredits(credits)).toBe(units);
  });

  it.each([0.333, Number.NaN, Number.POSITIVE_INFINITY, 1e308])('refuses %d', (credits) => {
    expect(() => unitsOfCredits(credits)).toThrow(new RangeError(`not a whole number of hundredths: ${credits}`));
  });
});
