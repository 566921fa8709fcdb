import { describe, expect, it } from '@jest/globals';
import { PRESETS } from './policy.js';
import { UNITS_PER_CREDIT } from './units.js';
import { yearEnd } from './year-end.js';

const STANDARD = PRESETS['standard-2026'];
const at = (beijing: string): number => Date.parse(`${beijing}+08:00`);

describe('The end of the year', () => {
  it.each([
    ['a millisecond before 15 December', '2026-12-14T23:59:59.999', UNITS_PER_CREDIT],
    ['in summer', '2026-07-01T12:00:00', UNITS_PER_CREDIT],
    ['on New Year’s Day', '2027-01-01T00:00:00', UNITS_PER_CREDIT],
    ['with nothing missing', '2026-12-20T12:00:00', 0],
  ])('has nothing to tell %s', (_name, now, missing) => {
    expect(yearEnd(STANDARD, missing, 0, at(now))).toBeNull();
  });

  it.each([
    ['2026-12-15T00:00:00', 17],
    ['2026-12-30T23:59:59.999', 2],
    ['2026-12-31T00:00:00', 1],
    ['2026-12-31T23:59:59.999', 1],
  ])('counts today among the days left: %s has %i', (now, daysLeft) => {
    expect(yearEnd(STANDARD, UNITS_PER_CREDIT, 0, at(now))).toMatchObject({ daysLeft });
  });

  it('shares out what is missing, rounded up', () => {
    expect(yearEnd(STANDARD, 10, 0, at('2026-12-29T12:00:00'))).toEqual({ daysLeft: 3, unitsPerDay: 4, reachable: true });
  });

  it('says when the daily cap leaves too little, what was watched today counted in', () => {
    const [cap, now] = [STANDARD.dailyCapUnits!, at('2026-12-30T12:00:00')];
    expect(yearEnd(STANDARD, 2 * cap, 0, now)?.reachable).toBe(true);
    expect(yearEnd(STANDARD, 2 * cap + 1, 0, now)?.reachable).toBe(false);
    expect(yearEnd(STANDARD, 2 * cap, 1, now)?.reachable).toBe(false);
    expect(yearEnd(STANDARD, cap, cap, now)?.reachable).toBe(true);
    expect(yearEnd(PRESETS['course-fixed'], 1_000 * UNITS_PER_CREDIT, 0, now)?.reachable).toBe(true);
  });
});
