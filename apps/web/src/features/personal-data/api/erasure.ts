import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';
import { ME } from '../../../lib/session';

/** What an erasure would take away and what it would leave. */
export const useErasurePreview = () => useQuery({ queryKey: ['erasure-preview'], queryFn: () => take(api.GET('/api/me/erasure-preview')), staleTime: 0 });

/** Erases the account and all personal data; nobody is signed in afterwards. */
export function useErase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (words: Api['Erasure']['words']) => take(api.POST('/api/me/erasure', { body: { words } })),
    onSuccess: () => {
      client.clear();
      client.setQueryData(ME, null);
    },
  });
}
