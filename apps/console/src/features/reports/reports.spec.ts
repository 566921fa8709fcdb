import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { scaleLines } from './chart-scale';
import { compare } from './last-year';
import { addressOf, parseAddress, yearsToChoose } from './report-address';

describe('a figure beside the year before', () => {
  it.each([
    [1284, 1102, { kind: 'more', difference: 182, reached: 1 }],
    [551, 1102, { kind: 'less', difference: 551, reached: 0.5 }],
    [7, 7, { kind: 'same', difference: 0, reached: 1 }],
    [7, 0, { kind: 'none', reached: 1 }],
    [0, 0, { kind: 'none', reached: 0, percent: null }],
  ])('%d after %d', (now, before, standing) => {
    expect(compare(now, before)).toMatchObject(standing);
  });
});

describe('the scale of a chart', () => {
  it.each([
    [2710, [0, 1000, 2000, 3000]],
    [1, [0, 1]],
    [0, [0, 1]],
    [7, [0, 2.5, 5, 7.5]],
  ])('up to %d', (max, lines) => {
    expect(scaleLines(max)).toEqual(lines);
  });

  it('reaches over every figure with at most three steps, evenly', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e9, noNaN: true }), (max) => {
        const lines = scaleLines(max);
        const step = lines[1] ?? 0;
        expect(lines[0]).toBe(0);
        expect(lines.at(-1)).toBeGreaterThanOrEqual(max);
        expect(lines.length).toBeLessThanOrEqual(4);
        expect(lines.every((line, index) => line === index * step)).toBe(true);
      }),
    );
  });
});

describe('the address of a report', () => {
  it('is read back as it was written', () => {
    const address = fc.record({
      regionId: fc.option(fc.uuid(), { nil: undefined }),
      year: fc.integer({ min: 2000, max: 2100 }),
      compare: fc.boolean(),
      only: fc.constantFrom(undefined, 'registered', 'active', 'target'),
      page: fc.integer({ min: 1, max: 9999 }),
    });
    fc.assert(
      fc.property(address, (asked) => {
        const url = new URL(addressOf('/reports/learners', asked, 2026), 'http://console.test');
        expect(parseAddress(url.searchParams, 2026)).toEqual(asked);
      }),
    );
  });

  it('leaves what it cannot read at its default', () => {
    expect(parseAddress(new URLSearchParams('year=xx&page=-3&only=everyone'), 2026)).toEqual({
      regionId: undefined,
      year: 2026,
      compare: false,
      only: undefined,
      page: 1,
    });
  });

  it('offers the year on show even when it is long past', () => {
    expect(yearsToChoose(2026, 2024)).toEqual([2026, 2025, 2024, 2023, 2022]);
    expect(yearsToChoose(2026, 2019)).toEqual([2026, 2025, 2024, 2023, 2022, 2019]);
  });
});
