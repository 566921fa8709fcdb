import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type RegionDetail = Api['RegionDetail'];
export type RegionOutcome = Api['RegionOutcome'];

const REGIONS = ['regions'];

/** The address of a region's page; of the first page without one. */
export const regionAddress = (id?: string): string => (id === undefined ? '/regions' : `/regions?id=${id}`);

/** A region with its history and what lies in it. */
export function useRegion(id: string | undefined) {
  const api = useApi();
  return useQuery({ queryKey: [...REGIONS, 'detail', id], queryFn: () => dataOf(api.GET('/api/regions/{id}', { params: { path: { id: id ?? '' } } })), enabled: id !== undefined });
}

/** Open regions by a part of their name or the beginning of their code. */
export function useRegionSearch(q: string) {
  const api = useApi();
  return useQuery({ queryKey: [...REGIONS, 'search', q], queryFn: async () => (await dataOf(api.GET('/api/regions/search', { params: { query: { q } } }))).items, enabled: q !== '' });
}

/** The changes that can be made to the tree; each leaves nothing known of it as it was. */
export function useRegionChanges() {
  const api = useApi();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: REGIONS });
  const at = (id: string) => ({ path: { id } });
  return {
    create: useMutation({ mutationFn: (body: Api['NewRegion']) => dataOf(api.POST('/api/regions', { body })), onSuccess }),
    change: useMutation({ mutationFn: ({ id, ...body }: Api['RegionChange'] & { id: string }) => dataOf(api.PATCH('/api/regions/{id}', { params: at(id), body })), onSuccess }),
    move: useMutation({ mutationFn: ({ id, ...body }: Api['RegionMove'] & { id: string }) => dataOf(api.POST('/api/regions/{id}/move', { params: at(id), body })), onSuccess }),
    merge: useMutation({ mutationFn: ({ id, ...body }: Api['RegionMerge'] & { id: string }) => dataOf(api.POST('/api/regions/{id}/merge', { params: at(id), body })), onSuccess }),
    split: useMutation({ mutationFn: ({ id, ...body }: Api['RegionSplit'] & { id: string }) => dataOf(api.POST('/api/regions/{id}/split', { params: at(id), body })), onSuccess }),
    close: useMutation({ mutationFn: ({ id, ...body }: Api['RegionClosing'] & { id: string }) => dataOf(api.POST('/api/regions/{id}/closing', { params: at(id), body })), onSuccess }),
  };
}
