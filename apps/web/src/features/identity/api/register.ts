import { useMutation } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';
import { proveHuman } from '../../../lib/human-check';
import { useEnter } from '../../../lib/session';

type Registration = Omit<Api['Register'], 'humanCheck'>;

/** Opens an account and signs in; a phone that has an account already is signed in to it (`existing`). */
export function useRegister() {
  const enter = useEnter();
  return useMutation({
    mutationFn: async (registration: Registration) =>
      take(api.POST('/api/accounts', { body: { ...registration, humanCheck: await proveHuman() } })),
    onSuccess: ({ existing: _existing, ...me }) => enter(me),
  });
}
