import { useMutation } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';
import { useEnter } from '../../../lib/session';

/** Signs in with phone and password. */
export function useSignIn() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (login: Api['Login']) => take(api.POST('/api/session', { body: login })),
    onSuccess: enter,
  });
}
