import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import type { Api } from '@xuexi/api-client';
import { problemOf } from '@xuexi/ui';

import { dataOf, useApi } from '../../lib/api';
import { ME } from '../../lib/session';

import { proveHuman } from './human-check';

/** Which ways of signing in the installation offers. */
export function useSignInOptions() {
  const api = useApi();
  return useQuery({ queryKey: ['sign-in-options'], queryFn: () => dataOf(api.GET('/api/sign-in-options')), staleTime: Infinity });
}

/** Opens a session by password; it is the same as the learner site's. `checking`: a proof of work that was asked for is being done. */
export function useLogin() {
  const api = useApi();
  const queries = useQueryClient();
  const [checking, setChecking] = useState(false);
  const login = useMutation({
    mutationFn: async (given: Pick<Api['Login'], 'login' | 'password'>) => {
      try {
        return await dataOf(api.POST('/api/session', { body: given }));
      } catch (error) {
        if (problemOf(error)?.code !== 'human_check_needed') throw error;
      }
      setChecking(true);
      const humanCheck = await proveHuman(api).finally(() => setChecking(false));
      return dataOf(api.POST('/api/session', { body: { ...given, humanCheck } }));
    },
    onSuccess: (me) => queries.setQueryData(ME, me),
  });
  return { login, checking };
}

/** Opens a session by a code sent to the phone. */
export function useSmsLogin() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: Api['SmsLogin']) => dataOf(api.POST('/api/session/sms', { body: given })),
    onSuccess: (me) => queries.setQueryData(ME, me),
  });
}

/** Completes a sign-in with a code of the authenticator app, or a recovery code. */
export function useSecondFactor() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: Api['SecondFactor']) => dataOf(api.POST('/api/session/second-factor', { body: given })),
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
