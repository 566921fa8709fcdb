/**
 * Region codes: GB/T 2260 down to the district (6 digits), then 3 digits for the street or town and 3 for the
 * community or village, 12 in all; a grid cell has 3 more after the code of its community. A level that a region does
 * not reach is zeros.
 *
 * The tree is 3 to 5 levels deep. Its roots are cities, or districts that run an installation of their own (also those
 * of the municipalities); its leaves are communities or grid cells. A level may be missing in between: a city without
 * districts, a district without streets.
 */

export const REGION_LEVELS = ['city', 'district', 'street', 'community', 'grid'] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];

/** Chinese names of the levels. */
export const REGION_LEVEL_NAMES: Record<RegionLevel, string> = {
  city: '市',
  district: '区县',
  street: '街道/乡镇',
  community: '社区/村',
  grid: '网格',
};

/** The levels at which a tree may begin. */
export const ROOT_LEVELS: readonly RegionLevel[] = ['city', 'district'];

/** The levels at which people live: the lowest of a tree. */
export const HOME_LEVELS: readonly RegionLevel[] = ['community', 'grid'];

/** How many leading digits name a region of the level. */
const DIGITS: Record<RegionLevel, number> = { city: 4, district: 6, street: 9, community: 12, grid: 15 };
const CODE_LENGTH = 12;
const CODE = /^[1-9]\d(?!00)\d{10}(\d{3})?$/;

/** The level of a code of 12 or 15 digits, or null when it is no region of these levels. */
export function regionLevelOfCode(code: string): RegionLevel | null {
  if (!CODE.test(code)) return null;
  const street = code.slice(6, 9) !== '000';
  const community = code.slice(9, 12) !== '000';
  if (code.length > CODE_LENGTH) return street && community && code.slice(12) !== '000' ? 'grid' : null;
  if (community) return street ? 'community' : null;
  if (street) return 'street';
  return code.slice(4, 6) === '00' ? 'city' : 'district';
}

/** Whether a text is the code of a region. */
export function isRegionCode(code: string): boolean {
  return regionLevelOfCode(code) !== null;
}

/** The digits that the codes of all regions under one begin with. @throws RangeError when `code` is no region code */
export function regionCodePrefix(code: string): string {
  const level = regionLevelOfCode(code);
  if (level === null) throw new RangeError(`not a region code: ${code}`);
  return code.slice(0, DIGITS[level]);
}

/**
 * The codes of the regions that may lie above one, the nearest first: which of them exist, the tree says.
 *
 * @throws RangeError when `code` is no region code
 */
export function codesAbove(code: string): string[] {
  const level = regionLevelOfCode(code);
  if (level === null) throw new RangeError(`not a region code: ${code}`);
  const above = REGION_LEVELS.slice(0, REGION_LEVELS.indexOf(level))
    .reverse()
    .map((parent) => code.slice(0, DIGITS[parent]).padEnd(CODE_LENGTH, '0'));
  return [...new Set(above)].filter((candidate) => candidate !== code && isRegionCode(candidate));
}

/**
 * The code of the region above in a tree that begins with a city and leaves no level out, null for a city. A street of
 * a city without districts lies directly under the city.
 *
 * @throws RangeError when `code` is no region code
 */
export function parentCode(code: string): string | null {
  return codesAbove(code)[0] ?? null;
}

/** Whether a region of one level may lie directly under one of another; null: at the root. */
export function mayLieUnder(level: RegionLevel, parent: RegionLevel | null): boolean {
  if (parent === null) return ROOT_LEVELS.includes(level);
  if (level === 'grid') return parent === 'community';
  return REGION_LEVELS.indexOf(parent) < REGION_LEVELS.indexOf(level);
}
