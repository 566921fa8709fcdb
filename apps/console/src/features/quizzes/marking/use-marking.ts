import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../../lib/api';

export type MarkingSheet = Api['MarkingSheet'];
export type Marks = Api['Marks'];

const MARKING = ['marking'];
export const ATTEMPTS_A_PAGE = 20;

/** Attempts of one's own courses that wait for marks, the longest waiting first. */
export function useWaitingAttempts(page: number) {
  const api = useApi();
  return useQuery({ queryKey: [...MARKING, page], queryFn: () => dataOf(api.GET('/api/marking/quiz-attempts', { params: { query: { page, pageSize: ATTEMPTS_A_PAGE } } })) });
}

/** The short answers of an attempt. */
export function useMarkingSheet(id: string) {
  const api = useApi();
  return useQuery({ queryKey: [...MARKING, 'sheet', id], queryFn: () => dataOf(api.GET('/api/marking/quiz-attempts/{id}', { params: { path: { id } } })), staleTime: Infinity });
}

/** Marks all that waits in an attempt. */
export function useMark(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Marks) => dataOf(api.POST('/api/marking/quiz-attempts/{id}/marks', { params: { path: { id } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: MARKING, refetchType: 'none' }),
  });
}
