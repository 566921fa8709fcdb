import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type Closing = Api['Closing'];
export type RegionFigures = Api['ClosingRegions']['items'][number];

const CLOSINGS = ['closings'];
const POLL_MS = 1_000;
const PAGE_SIZE = 20;

/** Whether a closing is still being computed. */
export function isRunning({ state }: Closing): boolean {
  return state === 'queued' || state === 'running';
}

/** All closings, the newest first; looked at every second while one is under way. */
export function useClosings() {
  const api = useApi();
  return useQuery({
    queryKey: CLOSINGS,
    queryFn: async () => {
      const { items } = await dataOf(api.GET('/api/closings'));
      return items.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
    },
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? POLL_MS : false),
  });
}

/** One closing, looked at every second while it is under way. */
export function useClosing(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...CLOSINGS, id],
    queryFn: () => dataOf(api.GET('/api/closings/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? POLL_MS : false),
  });
}

/** Who changed in a closing, page by page. */
export function useChanges(id: string, page: number) {
  const api = useApi();
  return useQuery({
    queryKey: [...CLOSINGS, id, 'changes', page],
    queryFn: () => dataOf(api.GET('/api/closings/{id}/changes', { params: { path: { id }, query: { page, pageSize: PAGE_SIZE } } })),
    placeholderData: keepPreviousData,
  });
}

/** The figures of a closing's year by region of the level below one, or of the first. */
export function useRegionFigures(id: string, regionId: string | null) {
  const api = useApi();
  return useQuery({
    queryKey: [...CLOSINGS, id, 'regions', regionId],
    queryFn: async () => (await dataOf(api.GET('/api/closings/{id}/regions', { params: { path: { id }, query: regionId === null ? {} : { regionId } } }))).items,
  });
}

/** Starts the closing of a year, or tries one. */
export function useStartClosing() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: { year: number; trial: boolean }) => dataOf(api.POST('/api/closings', { body: wish })),
    onSuccess: (closing) => queries.setQueryData(CLOSINGS, (known: Closing[] | undefined) => [closing, ...(known ?? []).filter(({ id }) => id !== closing.id)]),
    onSettled: () => queries.invalidateQueries({ queryKey: CLOSINGS }),
  });
}
