import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';
import { ME } from '../../lib/session';

const DEVICES = ['devices'] as const;

/** Where the account is signed in. */
export function useDevices() {
  const api = useApi();
  return useQuery({ queryKey: DEVICES, queryFn: () => dataOf(api.GET('/api/me/sessions')) });
}

/** Signs out one device by its id, or, given null, all but this one. */
export function useRevoke() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string | null) => {
      if (id === null) await api.DELETE('/api/me/sessions');
      else await api.DELETE('/api/me/sessions/{id}', { params: { path: { id } } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: DEVICES }),
  });
}

/** Sets a new password; the other devices are signed out. */
export function useChangePassword() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: Api['ChangePassword']) => {
      await api.POST('/api/me/password', { body });
    },
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: ME }), queries.invalidateQueries({ queryKey: DEVICES })]),
  });
}

/** Draws a secret for an authenticator app. */
export function useStartTotp() {
  const api = useApi();
  return useMutation({ mutationFn: () => dataOf(api.POST('/api/me/totp')) });
}

/**
 * Turns the second factor on with the first code of the app; answers the recovery codes. Who is signed in is asked anew only by
 * `useRefreshMe`, so that the page stays until the codes are kept.
 */
export function useConfirmTotp() {
  const api = useApi();
  return useMutation({ mutationFn: (code: string) => dataOf(api.POST('/api/me/totp/confirmation', { body: { code } })) });
}

/** Ten new recovery codes. */
export function useNewRecoveryCodes() {
  const api = useApi();
  return useMutation({ mutationFn: () => dataOf(api.POST('/api/me/totp/recovery-codes')) });
}

export function useTurnOffTotp() {
  const api = useApi();
  const refresh = useRefreshMe();
  return useMutation({
    mutationFn: async () => {
      await api.DELETE('/api/me/totp');
    },
    onSuccess: refresh,
  });
}

/** Asks anew who is signed in. */
export function useRefreshMe(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ME });
}
