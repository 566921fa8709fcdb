import { useMutation } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';
import { useEnter } from '../../../lib/session';

/** Opens an account and signs in. */
export function useRegister() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (registration: Api['Register']) => take(api.POST('/api/accounts', { body: registration })),
    onSuccess: enter,
  });
}
