import { useMutation, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';
import { ME } from '../../lib/session';

/** Opens a session; it is the same as the learner site's. */
export function useLogin() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (login: Api['Login']) => dataOf(api.POST('/api/session', { body: login })),
    onSuccess: (me) => queries.setQueryData(ME, me),
  });
}

/** Ends the session and forgets everything that was shown. */
export function useLogout() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await api.DELETE('/api/session');
    },
    onSuccess: () => {
      queries.setQueryData(ME, null);
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] });
    },
  });
}
