import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type NewGuardianConsent = Api['NewGuardianConsent'];

const keyOf = (personId: string) => ['guardian-consent', personId];

/** The guardian's consent of a learner that is in force. */
export function useGuardianConsent(personId: string) {
  const api = useApi();
  return useQuery({ queryKey: keyOf(personId), queryFn: () => dataOf(api.GET('/api/learners/{id}/guardian-consent', { params: { path: { id: personId } } })) });
}

/** Takes down a guardian's consent. */
export function useRecordGuardianConsent(personId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewGuardianConsent) => dataOf(api.POST('/api/learners/{id}/guardian-consent', { params: { path: { id: personId } }, body })),
    onSuccess: (state) => queries.setQueryData(keyOf(personId), state),
  });
}

/** Ends it. */
export function useWithdrawGuardianConsent(personId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/learners/{id}/guardian-consent', { params: { path: { id: personId } } })),
    onSuccess: (state) => queries.setQueryData(keyOf(personId), state),
  });
}

/** The full name, number and phones of a learner. Never kept in the cache. */
export function useReveal(personId: string) {
  const api = useApi();
  return useMutation({ mutationFn: (reason: string) => dataOf(api.POST('/api/learners/{id}/reveal', { params: { path: { id: personId } }, body: { reason } })), gcTime: 0 });
}
