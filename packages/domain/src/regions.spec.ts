import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REGION_LEVELS, REGION_LEVEL_NAMES, isRegionCode, parentCode, regionLevelOfCode } from './regions.js';

describe('region codes', () => {
  it.each([
    ['360200000000', 'city', null],
    ['360202000000', 'district', '360200000000'],
    ['360202001000', 'street', '360202000000'],
    ['360202001003', 'community', '360202001000'],
    ['441900003000', 'street', '441900000000'],
    ['441900003001', 'community', '441900003000'],
  ])('%s is a %s under %s', (code, level, parent) => {
    expect(regionLevelOfCode(code)).toBe(level);
    expect(parentCode(code)).toBe(parent);
  });

  it.each(['360000000000', '360202000003', '3602', '36020200100', '3602020010030', '060202001003', '36020200100X', ''])('%j is none', (code) => {
    expect(isRegionCode(code)).toBe(false);
    expect(() => parentCode(code)).toThrow(RangeError);
  });

  it('every parent is a region of a higher level, up to a city', () => {
    const code = fc.stringMatching(/^[1-9]\d[1-9]\d(00|0[1-9])(000|00[1-9])(000|00[1-9])$/).filter(isRegionCode);
    fc.assert(
      fc.property(code, (start) => {
        const parent = parentCode(start);
        if (parent === null) return regionLevelOfCode(start) === 'city';
        return REGION_LEVELS.indexOf(regionLevelOfCode(parent)!) < REGION_LEVELS.indexOf(regionLevelOfCode(start)!);
      }),
    );
  });

  it('every level has a name', () => {
    expect(Object.keys(REGION_LEVEL_NAMES)).toEqual([...REGION_LEVELS]);
  });
});
