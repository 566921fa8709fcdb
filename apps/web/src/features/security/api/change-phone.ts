import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';
import { ME } from '../../../lib/session';

/** Moves the account to another phone, whose code proves that one has it. */
export function useChangePhone() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Api['ChangePhone']) => take(api.POST('/api/me/phone', { body: change })),
    onSuccess: () => client.invalidateQueries({ queryKey: ME }),
  });
}
