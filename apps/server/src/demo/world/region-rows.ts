import { parentCode, regionLevelOfCode } from '@xuexi/domain';
import type { Region } from '../../regions/region.entity.js';
import type { RegionHistory } from '../../regions/region-history.entity.js';
import { REGIONS, RENAMED } from '../content/regions.js';
import { demoId } from './demo-id.js';
import { DAY_MS } from './demo-time.js';

const RENAMED_AFTER_DAYS = 400;

/** The regions of the demo by code, each after the one above it. */
export type DemoRegions = ReadonlyMap<string, Region>;

/** @param validFromMs when the city took the software into use */
export function regionRows(validFromMs: number): DemoRegions {
  const rows = new Map<string, Region>();
  for (const { code, name } of REGIONS) {
    const level = regionLevelOfCode(code);
    const above = parentCode(code);
    const parent = above === null ? null : rows.get(above);
    if (level === null || parent === undefined) throw new RangeError(`no place for the region ${code}`);
    const id = demoId(`region:${code}`, validFromMs);
    rows.set(code, { id, code, openCode: code, name, level, parentId: parent?.id ?? null, path: `${parent?.path ?? ''}${id}/`, validFrom: new Date(validFromMs), validTo: null, successorId: null });
  }
  return rows;
}

/** What the regions of the demo were: each what it is, and before that the one that was renamed under its old name. */
export function regionHistoryRows(regions: DemoRegions): RegionHistory[] {
  return [...regions.values()].flatMap(({ id: regionId, name, code, parentId, path, validFrom, validTo }) => {
    const period = { regionId, name, code, parentId, path, validFrom, validTo };
    if (code !== RENAMED.code) return [{ id: demoId(`region-history:${code}`, validFrom.getTime()), ...period }];
    const at = new Date(validFrom.getTime() + RENAMED_AFTER_DAYS * DAY_MS);
    return [
      { id: demoId(`region-history:${code}:before`, validFrom.getTime()), ...period, name: RENAMED.before, validTo: at },
      { id: demoId(`region-history:${code}`, at.getTime()), ...period, validFrom: at },
    ];
  });
}

/** The region of a code of the demo. */
export function regionOf(regions: DemoRegions, code: string): Region {
  const region = regions.get(code);
  if (!region) throw new RangeError(`no region ${code} in the demo`);
  return region;
}

/** Codes of a community and of the regions above it, itself first. */
export function codesUpward(code: string): string[] {
  const above = parentCode(code);
  return above === null ? [code] : [code, ...codesUpward(above)];
}
