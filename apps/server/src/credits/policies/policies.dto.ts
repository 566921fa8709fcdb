/** Sums of a tried policy for one region and everything under it. Credits are units. */
export interface TriedRegion {
  regionId: string | null;
  name: string;
  /** 人 with any entry of the year. */
  persons: number;
  gaining: number;
  losing: number;
  unitsBefore: number;
  unitsAfter: number;
  targetMetBefore: number;
  targetMetAfter: number;
}

/** What a trial of a policy on a year's evidence found. */
export interface PolicyTrialResult {
  total: TriedRegion;
  regions: TriedRegion[];
}
