import { useMutation } from '@tanstack/react-query';

import { api, take } from '../../../lib/api';
import { useEnter } from '../../../lib/session';

/** Signs in with phone and password. */
export function useSignIn() {
  const enter = useEnter();
  return useMutation({
    mutationFn: ({ phone, password }: { phone: string; password: string }) => take(api.POST('/api/session', { body: { login: phone, password } })),
    onSuccess: enter,
  });
}
