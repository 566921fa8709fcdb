import type { Membership } from '../../identity/membership.entity.js';
import type { Organisation } from '../../organisations/organisation.entity.js';
import { ORGANISATIONS } from '../content/organisations.js';
import { demoId } from './demo-id.js';
import type { PlainPerson } from './learner-history.js';
import { type DemoRegions, regionOf } from './region-rows.js';

/** The organisations of the demo, there from its beginning. */
export function organisationRows(regions: DemoRegions, startMs: number): Organisation[] {
  return ORGANISATIONS.map(({ key, name, kind, region }) => {
    const { id: regionId, path: regionPath } = regionOf(regions, region);
    return { id: demoId(`organisation:${key}`, startMs), name, kind, creditCode: null, regionId, regionPath, createdAt: new Date(startMs), closedAt: null };
  });
}

/** Verified learners of its region for each organisation, nobody twice; members since they were verified. */
export function membershipRows(organisations: readonly Organisation[], persons: readonly PlainPerson[]): Membership[] {
  const taken = new Set<string>();
  return organisations.flatMap(({ id: organisationId, regionPath }, i) => {
    const free = persons.filter((person) => person.verifiedAt !== null && person.regionPath?.startsWith(regionPath) && !taken.has(person.id));
    return free.slice(0, ORGANISATIONS[i]!.members).map(({ id: personId, verifiedAt }) => {
      taken.add(personId);
      return { id: demoId(`membership:${personId}`, verifiedAt!.getTime()), personId, organisationId, validFrom: verifiedAt!, validTo: null, changedBy: null };
    });
  });
}
