import { useMutation } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';
import { useEnter } from '../../../lib/session';

import { proveHuman } from './send-code';

/** What a newcomer fills in; the proof of work is added when it is sent. */
export type Registration = Omit<Api['Register'], 'humanCheck'>;

/** Opens an account and signs in. */
export function useRegister() {
  const enter = useEnter();
  return useMutation({
    mutationFn: async (registration: Registration) => take(api.POST('/api/accounts', { body: { ...registration, humanCheck: await proveHuman() } })),
    onSuccess: enter,
  });
}
