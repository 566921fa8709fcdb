import { useQuery } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from './api';

export type Region = Api['Region'];

/** The regions directly under one; without a parent, the roots of the tree. */
export const useRegions = (parentId: string | undefined) =>
  useQuery({
    queryKey: ['regions', parentId ?? 'top'],
    queryFn: async () => (await take(api.GET('/api/regions', { params: { query: { parentId } } }))).items,
    staleTime: 3_600_000,
  });
