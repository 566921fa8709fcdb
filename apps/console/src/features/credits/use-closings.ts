import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type Closing = Api['Closing'];

const CLOSINGS = ['closings'];
const POLL_MS = 1_000;

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

/** Starts the closing of a year. */
export function useStartClosing() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (year: number) => dataOf(api.POST('/api/closings', { body: { year, trial: false } })),
    onSuccess: (closing) => queries.setQueryData(CLOSINGS, (known: Closing[] | undefined) => [closing, ...(known ?? []).filter(({ id }) => id !== closing.id)]),
    onSettled: () => queries.invalidateQueries({ queryKey: CLOSINGS }),
  });
}
