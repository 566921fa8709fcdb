import { useMutation, useQueryClient } from '@tanstack/react-query';

import { api, take } from '../../../lib/api';
import { ME } from '../../../lib/session';

/** Begins to turn the dynamic code on: the secret for the authenticator. */
export const useStartTotp = () => useMutation({ mutationFn: () => take(api.POST('/api/me/totp')) });

/** Proves that the authenticator has the secret; answers the recovery codes, once. */
export function useConfirmTotp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => take(api.POST('/api/me/totp/confirmation', { body: { code } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ME }),
  });
}

/** Turns the dynamic code off. */
export function useStopTotp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => take(api.DELETE('/api/me/totp')),
    onSuccess: () => client.invalidateQueries({ queryKey: ME }),
  });
}

/** New recovery codes; the old ones stop working. */
export function useRenewRecoveryCodes() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => take(api.POST('/api/me/totp/recovery-codes')),
    onSuccess: () => client.invalidateQueries({ queryKey: ME }),
  });
}
