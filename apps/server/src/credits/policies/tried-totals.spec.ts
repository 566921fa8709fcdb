import { describe, expect, test } from '@jest/globals';
import { addToTotals } from './tried-totals.js';

const TARGETS = { before: 20, after: 20 };
const tried = (personId: string, regionPath: string | null) => ({ personId, regionPath, unitsBefore: 100, unitsAfter: 150 });

describe('The sums of a tried policy', () => {
  test('of the regions of a level add up to the whole, with those who stand in no region', () => {
    const first = addToTotals(null, [tried('p1', 'city/district/'), tried('p2', null)], TARGETS);
    const { total, regions } = addToTotals(first, [tried('p3', 'city/'), tried('p4', null)], TARGETS);
    const persons = Object.fromEntries(regions.map((region) => [region.regionId, region.persons]));
    expect(persons).toEqual({ city: 2, district: 1, null: 2 });
    expect(total).toMatchObject({ regionId: null, persons: 4, unitsBefore: 400, unitsAfter: 600 });
  });
});
