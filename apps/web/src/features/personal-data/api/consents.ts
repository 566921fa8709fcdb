import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api, take } from '../../../lib/api';
import type { ConsentPurpose } from '../../../lib/consents';
import { ME } from '../../../lib/session';

const MY_CONSENTS = ['my-consents'] as const;

/** What the person agreed to. */
export const useMyConsents = () => useQuery({ queryKey: MY_CONSENTS, queryFn: async () => (await take(api.GET('/api/me/consents'))).items });

/** Takes a consent back; what was collected with it is deleted. */
export function useWithdrawConsent() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (purpose: ConsentPurpose) => take(api.DELETE('/api/me/consents/{purpose}', { params: { path: { purpose } } })),
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: MY_CONSENTS }), client.invalidateQueries({ queryKey: ME })]),
  });
}
