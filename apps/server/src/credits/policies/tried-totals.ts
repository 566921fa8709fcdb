import { targetMet } from '@xuexi/domain';
import { idsOfPath } from '../../regions/region-path.js';
import type { PolicyTrialResult, TriedRegion } from './policies.dto.js';

/** What one person holds of a year, and what they would hold. */
export interface TriedPerson {
  personId: string;
  /** Where they last earned something in the year; null: nowhere. */
  regionPath: string | null;
  unitsBefore: number;
  unitsAfter: number;
}

/** Credits a year that meet the target, as it is and as it would be. */
export interface Targets {
  before: number;
  after: number;
}

/** Adds persons to the sums of a trial: to the whole, and to every region on their path, or to those of no region. */
export function addToTotals(result: PolicyTrialResult | null, persons: readonly TriedPerson[], targets: Targets): PolicyTrialResult {
  const total = { ...(result?.total ?? nothing(null)) };
  const regions = new Map((result?.regions ?? []).map((region) => [region.regionId, { ...region }]));
  for (const person of persons) {
    add(total, person, targets);
    for (const id of person.regionPath === null ? [null] : idsOfPath(person.regionPath)) {
      const sums = regions.get(id) ?? nothing(id);
      add(sums, person, targets);
      regions.set(id, sums);
    }
  }
  return { total, regions: [...regions.values()] };
}

function nothing(regionId: string | null): TriedRegion {
  return { regionId, parentId: null, name: '', persons: 0, gaining: 0, losing: 0, unitsBefore: 0, unitsAfter: 0, targetMetBefore: 0, targetMetAfter: 0 };
}

function add(sums: TriedRegion, { unitsBefore, unitsAfter }: TriedPerson, targets: Targets): void {
  sums.persons += 1;
  sums.gaining += Number(unitsAfter > unitsBefore);
  sums.losing += Number(unitsAfter < unitsBefore);
  sums.unitsBefore += unitsBefore;
  sums.unitsAfter += unitsAfter;
  sums.targetMetBefore += Number(targetMet(unitsBefore, targets.before));
  sums.targetMetAfter += Number(targetMet(unitsAfter, targets.after));
}
