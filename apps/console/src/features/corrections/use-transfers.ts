import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

import { A_PAGE, CORRECTIONS } from './use-corrections';

export type Transfer = Api['CreditTransfer'];
export type Issuer = Api['TransferIssuer'];
export type SignedTransfer = Api['SignedTransfer'];

const ISSUERS = ['transfer-issuers'];

/** What was taken over from other platforms for learners of one's regions. */
export function useTransfers(page: number) {
  const api = useApi();
  return useQuery({
    queryKey: [...CORRECTIONS, 'transfers', page],
    queryFn: () => dataOf(api.GET('/api/credit-transfers', { params: { query: { page, pageSize: A_PAGE } } })),
    placeholderData: keepPreviousData,
  });
}

/** Takes over what another platform has signed for this learner. */
export function useTransfer(personId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SignedTransfer) => dataOf(api.POST('/api/learners/{id}/transfers', { params: { path: { id: personId } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: CORRECTIONS }),
  });
}

/** Platforms whose signatures hold, and those that were ended. */
export function useIssuers() {
  const api = useApi();
  return useQuery({ queryKey: ISSUERS, queryFn: () => dataOf(api.GET('/api/transfer-issuers')) });
}

export function useIssuerChanges() {
  const api = useApi();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ISSUERS });
  return {
    register: useMutation({ mutationFn: (body: Api['RegisterTransferIssuer']) => dataOf(api.POST('/api/transfer-issuers', { body })), onSuccess }),
    end: useMutation({ mutationFn: (id: string) => dataOf(api.POST('/api/transfer-issuers/{id}/ending', { params: { path: { id } } })), onSuccess }),
  };
}
