import type { RoleGrantListQuery } from './use-roles';

/** What the list shows; it stands in the address. */
export interface RolesAddress extends Omit<RoleGrantListQuery, 'regionId' | 'state'> {
  /** The regions chosen, each under the one before. */
  regions: readonly string[];
  state: (typeof STATES)[number];
}

/** Everyone is a learner without a grant. */
export const GRANTABLE = ['instructor', 'reviewer', 'clerk', 'region_admin', 'platform_admin'] as const;
export const STATES = ['current', 'upcoming', 'ended'] as const;

/** Reads the address; whatever cannot be read is at its default. */
export function parseAddress(params: URLSearchParams): RolesAddress {
  const page = Number(params.get('page'));
  return {
    regions: params.get('regions')?.split(',').filter(Boolean) ?? [],
    role: GRANTABLE.find((role) => role === params.get('role')),
    state: STATES.find((state) => state === params.get('state')) ?? 'current',
    page: Number.isInteger(page) && page > 1 ? page : 1,
  };
}

/** The address of the list, without what is at its default. */
export function addressOf({ regions, role, state, page }: RolesAddress): string {
  const params = new URLSearchParams();
  if (state !== 'current') params.set('state', state);
  if (role !== undefined) params.set('role', role);
  if (regions.length > 0) params.set('regions', regions.join(','));
  if (page > 1) params.set('page', String(page));
  const query = params.toString();
  return query === '' ? '/roles' : `/roles?${query}`;
}
