import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api, take } from '../../../lib/api';

const CLAIMS = ['claim-requests'] as const;

/** Other accounts that submitted this person's own document. */
export const useClaimRequests = () =>
  useQuery({ queryKey: CLAIMS, queryFn: async () => (await take(api.GET('/api/me/claim-requests'))).items, staleTime: 60_000 });

/** Answers a request: it is oneself, and both accounts become one person, or it is somebody else. */
export function useAnswerClaim() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, mine }: { id: string; mine: boolean }) => {
      const params = { path: { id } };
      return mine ? take(api.POST('/api/me/claim-requests/{id}/confirmation', { params })) : take(api.POST('/api/me/claim-requests/{id}/refusal', { params }));
    },
    // Credits, courses and the person itself may have changed.
    onSuccess: () => client.invalidateQueries(),
  });
}
