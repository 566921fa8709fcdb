import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type RealNameClaim = Api['RealNameClaim'];
export type Rejection = Api['RealNameRejection'];

const CLAIMS = ['real-name-claims'];

/** Claims of one state within the caller's regions; the pending ones oldest first. */
export function useClaims(query: { state: RealNameClaim['state']; cursor: string | undefined }) {
  const api = useApi();
  return useQuery({
    queryKey: [...CLAIMS, query],
    queryFn: () => dataOf(api.GET('/api/real-name-claims', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** After a decision the queue, and what waits, are asked for again. */
function useAskAgain() {
  const queries = useQueryClient();
  return () => Promise.all([queries.invalidateQueries({ queryKey: CLAIMS }), queries.invalidateQueries({ queryKey: ['todo'] })]);
}

/** Approves one claim. */
export function useApproveClaim() {
  const api = useApi();
  const onSettled = useAskAgain();
  return useMutation({ mutationFn: (id: string) => dataOf(api.POST('/api/real-name-claims/{id}/approval', { params: { path: { id } } })), onSettled });
}

/** Approves several; what could not be approved comes back with the reason. */
export function useApproveClaims() {
  const api = useApi();
  const onSettled = useAskAgain();
  return useMutation({ mutationFn: (ids: string[]) => dataOf(api.POST('/api/real-name-claims/approvals', { body: { ids } })), onSettled });
}

/** Sends one claim back. */
export function useRejectClaim() {
  const api = useApi();
  const onSettled = useAskAgain();
  return useMutation({
    mutationFn: ({ id, ...body }: Rejection & { id: string }) => dataOf(api.POST('/api/real-name-claims/{id}/rejection', { params: { path: { id } }, body })),
    onSettled,
  });
}
