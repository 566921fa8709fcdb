/**
 * Region codes: GB/T 2260 down to the district (6 digits), then 3 digits for the street or town and 3 for the
 * community or village, 12 in all. A level that a region does not reach is zeros.
 */

export const REGION_LEVELS = ['city', 'district', 'street', 'community'] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];

/** Chinese names of the levels. */
export const REGION_LEVEL_NAMES: Record<RegionLevel, string> = {
  city: '市',
  district: '区县',
  street: '街道/乡镇',
  community: '社区/村',
};

/** How many leading digits name a region of the level. */
const DIGITS: Record<RegionLevel, number> = { city: 4, district: 6, street: 9, community: 12 };
const CODE_LENGTH = 12;
const CODE = /^[1-9]\d(?!00)\d{10}$/;

/** The level of a code of 12 digits, or null when it is no region of the four levels. */
export function regionLevelOfCode(code: string): RegionLevel | null {
  if (!CODE.test(code)) return null;
  if (code.slice(9) !== '000') return code.slice(6, 9) === '000' ? null : 'community';
  if (code.slice(6, 9) !== '000') return 'street';
  return code.slice(4, 6) === '00' ? 'city' : 'district';
}

/** Whether a text is the code of a region of one of the four levels. */
export function isRegionCode(code: string): boolean {
  return regionLevelOfCode(code) !== null;
}

/**
 * The code of the region above, null for a city. A street of a city without districts lies directly under the city.
 *
 * @throws RangeError when `code` is no region code
 */
export function parentCode(code: string): string | null {
  const level = regionLevelOfCode(code);
  if (level === null) throw new RangeError(`not a region code: ${code}`);
  const above = REGION_LEVELS.slice(0, REGION_LEVELS.indexOf(level))
    .reverse()
    .map((parent) => code.slice(0, DIGITS[parent]).padEnd(CODE_LENGTH, '0'));
  return above.find((candidate) => candidate !== code) ?? null;
}
