import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { formatCreditFigure, formatShare, waited } from './figures';

const plain = (text: string | null) => text?.replaceAll(/[\u202f\u00a0]/g, ' ') ?? null;

describe('figures', () => {
  it.each([
    ['0.00', '0.00'],
    ['-0.33', '-0.33'],
    ['12345.67', '12 345.67'],
    ['-1200.05', '-1 200.05'],
  ])('credits %s read %s', (credits, words) => {
    expect(plain(formatCreditFigure(credits))).toBe(words);
  });

  it.each([
    [436, 2047, '21.3 %'],
    [0, 7, '0.0 %'],
    [7, 7, '100.0 %'],
    [1, 100_000, '0.1 %'],
    [99_999, 100_000, '99.9 %'],
    [0, 0, null],
  ])('%d of %d are %s', (part, whole, words) => {
    expect(plain(formatShare(part, whole))).toBe(words);
  });

  it('says 100.0 % of everybody only, and 0.0 % of nobody only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat({ max: 1_000_000 }), (whole, some) => {
        const part = some % (whole + 1);
        const words = plain(formatShare(part, whole));
        expect(words === '100.0 %').toBe(part === whole);
        expect(words === '0.0 %').toBe(part === 0);
      }),
    );
  });

  it.each([
    ['2026-11-22T06:29:30Z', { unit: 'minutes', count: 0 }],
    ['2026-11-22T05:30:01Z', { unit: 'minutes', count: 59 }],
    ['2026-11-22T05:30:00Z', { unit: 'hours', count: 1 }],
    ['2026-11-20T06:30:00Z', { unit: 'days', count: 2 }],
    ['2026-11-22T07:00:00Z', { unit: 'minutes', count: 0 }],
  ])('what waits since %s has waited %o', (since, standing) => {
    expect(waited(since, Date.parse('2026-11-22T06:30:00Z'))).toEqual(standing);
  });
});
