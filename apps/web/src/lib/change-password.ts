import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from './api';
import { ME } from './session';

/** Sets or changes the password of the account. */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Api['ChangePassword']) => take(api.POST('/api/me/password', { body: change })),
    onSuccess: () => client.invalidateQueries({ queryKey: ME }),
  });
}
