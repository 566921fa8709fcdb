/** What other features may know of a person: no name, no number. */
export interface PersonStanding {
  id: string;
  verifiedAt: Date | null;
  /** Since when the real name is used no longer; null: it is, or never was. */
  unverifiedAt: Date | null;
  regionId: string | null;
  regionPath: string | null;
  organisationId: string | null;
  /** The person into whom this one was merged; everything of theirs is the other's now. */
  mergedInto: string | null;
}

/** The columns of a row `p` of persons that make a standing, for who reads persons together with something of their own. */
export const STANDING_COLUMNS = 'p.verified_at, p.unverified_at, p.region_id, p.region_path, p.organisation_id, p.merged_into';

/** What `STANDING_COLUMNS` answers. */
export interface StandingRow {
  verified_at: Date | null;
  unverified_at: Date | null;
  region_id: string | null;
  region_path: string | null;
  organisation_id: string | null;
  merged_into: string | null;
}

export function standingFrom(id: string, row: StandingRow): PersonStanding {
  return { id, verifiedAt: row.verified_at, unverifiedAt: row.unverified_at, regionId: row.region_id, regionPath: row.region_path, organisationId: row.organisation_id, mergedInto: row.merged_into };
}
