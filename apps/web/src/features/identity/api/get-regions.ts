import { useQuery } from '@tanstack/react-query';

import { api, take } from '../../../lib/api';

/** The regions directly under one; without a parent, the city itself. Not asked while `parentId` is null. */
export const useRegions = (parentId: string | null | undefined) =>
  useQuery({
    // Null has a key of its own: it must not be answered with the top level.
    queryKey: ['regions', parentId === undefined ? 'top' : parentId],
    queryFn: async () => (await take(api.GET('/api/regions', { params: { query: { parentId: parentId ?? undefined } } }))).items,
    enabled: parentId !== null,
    staleTime: 3_600_000,
  });
