import { areaList } from '@vant/area-data';

/** A region of the national list: provinces, cities and districts by their 12-digit codes. */
export interface NationalRegion {
  code: string;
  name: string;
  level: 'province' | 'city' | 'district';
}

/** Cities without districts: the list names their towns by numbers that are not of GB/T 2260. Their streets are imported. */
const WITHOUT_DISTRICTS = new Set(['4419', '4420', '4604', '6202']);
/** Heads of codes that name no city: counties directly under a province or a municipality. */
const NO_CITY = /^(\d\d90|5002)$/;

const PROVINCES = listed(areaList.province_list, 'province');
const CITIES = listed(areaList.city_list, 'city').filter(({ code }) => !NO_CITY.test(code.slice(0, 4)));
const DISTRICTS = listed(areaList.county_list, 'district').filter(({ code }) => !WITHOUT_DISTRICTS.has(code.slice(0, 4)));

/**
 * The regions directly under one of the national list (GB/T 2260, from the package @vant/area-data): provinces for null,
 * under a province its cities and the counties that lie directly under it, under a city its districts.
 */
export function nationalRegions(parentCode: string | null): NationalRegion[] {
  if (parentCode === null) return PROVINCES;
  if (parentCode.endsWith('0'.repeat(10))) {
    const within = (region: NationalRegion): boolean => region.code.startsWith(parentCode.slice(0, 2));
    return [...CITIES.filter(within), ...DISTRICTS.filter((district) => within(district) && NO_CITY.test(district.code.slice(0, 4)))];
  }
  return parentCode.endsWith('0'.repeat(8)) ? DISTRICTS.filter(({ code }) => code.startsWith(parentCode.slice(0, 4))) : [];
}

/** The cities and districts that a code of 6 or 12 digits or a whole name means: more than one where a name is common. */
export function nationalRegionsCalled(codeOrName: string): NationalRegion[] {
  const text = codeOrName.trim();
  return [...CITIES, ...DISTRICTS].filter(({ code, name }) => name === text || code === text || code === text.padEnd(12, '0'));
}

function listed(names: Readonly<Record<string, string>>, level: NationalRegion['level']): NationalRegion[] {
  return Object.entries(names)
    .map(([code, name]) => ({ code: code.padEnd(12, '0'), name, level }))
    .sort((a, b) => a.code.localeCompare(b.code));
}
