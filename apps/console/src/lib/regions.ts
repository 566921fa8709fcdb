import { useQuery } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';
import { permissionsOf } from '@xuexi/domain';

import { dataOf, useApi } from './api';
import { type Permission, useSignedIn } from './session';

export type RegionPlace = Api['RegionPlace'];

/** The regions directly under one; those of the first level for null. */
export function useRegionsUnder(parentId: string | null, wanted = true) {
  const api = useApi();
  return useQuery({
    queryKey: ['regions', 'under', parentId],
    queryFn: async () => (await dataOf(api.GET('/api/regions', { params: { query: { parentId: parentId ?? undefined } } }))).items,
    enabled: wanted,
    staleTime: 60_000,
  });
}

/** The regions in which the person signed in holds `permission`, none under another; null: the whole installation. */
export function useScopeRoots(permission: Permission): readonly RegionPlace[] | null {
  const held = useSignedIn().roles.filter(({ role }) => permissionsOf(role).includes(permission));
  if (held.some(({ region }) => region === null)) return null;
  const regions = held.flatMap(({ region }) => region ?? []);
  const isBelow = (one: RegionPlace, other: RegionPlace) => one.names.length > other.names.length && other.names.every((name, i) => one.names[i] === name);
  return regions.filter((one, i) => !regions.some((other, j) => isBelow(one, other) || (other.id === one.id && j < i)));
}
