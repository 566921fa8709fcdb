import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';
import { ME } from '../../../lib/session';

interface Submission {
  realName: Api['RealName'];
  /** The version of the consent that stood beside the form. */
  consentVersion: string;
}

/** Records the consent and submits name and number; staff decide. */
export function useSubmitRealName() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ realName, consentVersion }: Submission) => {
      await take(api.POST('/api/me/consents', { body: { purpose: 'real_name', version: consentVersion } }));
      await take(api.POST('/api/me/real-name', { body: realName }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ME }),
  });
}

/** Takes a submission back while nobody has decided it. */
export function useWithdrawRealName() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => take(api.DELETE('/api/me/real-name')),
    onSettled: () => client.invalidateQueries({ queryKey: ME }),
  });
}
