import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type StorageCheckSummary = Api['StorageCheckSummary'];
export type StorageCheck = Api['StorageCheck'];

const CHECKS = ['storage-checks'];
const POLL_MS = 1_500;

/** Whether the worker still compares or repairs. */
export function isUnderWay({ state, repair }: StorageCheckSummary): boolean {
  return isWaiting(state) || (repair !== null && isWaiting(repair.state));
}

function isWaiting(state: StorageCheckSummary['state']): boolean {
  return state === 'queued' || state === 'running';
}

/** The storage and its last checks, looked at again while one is under way. */
export function useStorage() {
  const api = useApi();
  return useQuery({
    queryKey: CHECKS,
    queryFn: () => dataOf(api.GET('/api/storage-checks')),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? POLL_MS : false),
  });
}

/** One check with what it found. */
export function useStorageCheck(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...CHECKS, id],
    queryFn: () => dataOf(api.GET('/api/storage-checks/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? POLL_MS : false),
  });
}

/** Begins a check. */
export function useStartCheck() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.POST('/api/storage-checks')),
    onSettled: () => queries.invalidateQueries({ queryKey: CHECKS }),
  });
}

/** Has what a check found repaired. */
export function useRepair(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.POST('/api/storage-checks/{id}/repair', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: CHECKS }),
  });
}
