import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HOME_LEVELS, REGION_LEVELS, REGION_LEVEL_NAMES, type RegionLevel, ROOT_LEVELS, codesAbove, isRegionCode, mayLieUnder, parentCode, regionCodePrefix, regionLevelOfCode } from './regions.js';

const regionCode = fc.stringMatching(/^[1-9]\d[1-9]\d(00|0[1-9])(000|00[1-9])(000|00[1-9])(00[1-9])?$/).filter(isRegionCode);

describe('region codes', () => {
  it.each([
    ['360200000000', 'city', null, '3602'],
    ['360202000000', 'district', '360200000000', '360202'],
    ['360202001000', 'street', '360202000000', '360202001'],
    ['360202001003', 'community', '360202001000', '360202001003'],
    ['360202001003007', 'grid', '360202001003', '360202001003007'],
    ['441900003000', 'street', '441900000000', '441900003'],
    ['441900003001', 'community', '441900003000', '441900003001'],
    ['110101000000', 'district', '110100000000', '110101'],
  ])('%s is a %s under %s', (code, level, parent, prefix) => {
    expect(regionLevelOfCode(code)).toBe(level);
    expect(parentCode(code)).toBe(parent);
    expect(regionCodePrefix(code)).toBe(prefix);
  });

  it.each(['360000000000', '360202000003', '3602', '36020200100', '3602020010030', '360202001003000', '360202001000007', '060202001003', '36020200100X', ''])('%j is none', (code) => {
    expect(isRegionCode(code)).toBe(false);
    expect(() => parentCode(code)).toThrow(new RangeError(`not a region code: ${code}`));
    expect(() => regionCodePrefix(code)).toThrow(new RangeError(`not a region code: ${code}`));
  });

  it.each([
    ['360202001003007', ['360202001003', '360202001000', '360202000000', '360200000000']],
    ['441900003001', ['441900003000', '441900000000']],
    ['360200000000', []],
  ])('above %s may lie %j', (code, above) => {
    expect(codesAbove(code)).toEqual(above);
  });

  it('every parent is a region of a higher level, up to a city', () => {
    fc.assert(
      fc.property(regionCode, (start) => {
        const parent = parentCode(start);
        if (parent === null) return regionLevelOfCode(start) === 'city';
        return mayLieUnder(regionLevelOfCode(start)!, regionLevelOfCode(parent));
      }),
    );
  });

  it('every code above begins what its region’s code continues', () => {
    fc.assert(fc.property(regionCode, (code) => codesAbove(code).every((above) => code.startsWith(regionCodePrefix(above)))));
  });
});

describe('the tree', () => {
  it.each<[RegionLevel, RegionLevel | null, boolean]>([
    ['city', null, true],
    ['district', null, true],
    ['street', null, false],
    ['community', null, false],
    ['district', 'city', true],
    ['street', 'city', true],
    ['community', 'district', true],
    ['grid', 'community', true],
    ['grid', 'street', false],
    ['street', 'community', false],
    ['district', 'district', false],
    ['city', 'district', false],
  ])('a %s under %s: %s', (level, parent, may) => {
    expect(mayLieUnder(level, parent)).toBe(may);
  });

  it('every level has a name; roots and homes are levels', () => {
    expect(Object.keys(REGION_LEVEL_NAMES)).toEqual([...REGION_LEVELS]);
    const names = Object.values(REGION_LEVEL_NAMES);
    expect(names.filter((name) => !/^[\p{Script=Han}/]+$/u.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    // People live where a tree ends, and no tree begins there.
    expect({ roots: ROOT_LEVELS, homes: HOME_LEVELS }).toEqual({ roots: ['city', 'district'], homes: ['community', 'grid'] });
  });
});
