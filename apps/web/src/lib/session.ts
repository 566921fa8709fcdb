import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';
import { problemOf } from '@xuexi/ui';

import { api, take } from './api';

export type Me = Api['Me'];

/** Under which key the person is kept. */
export const ME = ['me'] as const;

/** Who is signed in: undefined while it is not known, null for a guest. */
export function useMe(): Me | null | undefined {
  return useQuery({ queryKey: ME, queryFn: fetchMe, staleTime: 60_000 }).data;
}

/** Takes over what a registration, login or verification says of the person, and forgets what was asked as somebody else. */
export function useEnter(): (me: Me) => void {
  const client = useQueryClient();
  return (me) => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] });
    client.setQueryData(ME, me);
  };
}

/** Ends the session and forgets everything that was asked in it. */
export function useLeave() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => take(api.DELETE('/api/session')),
    onSuccess: () => {
      client.clear();
      client.setQueryData(ME, null);
    },
  });
}

/** Whether the real name is this person's to give: not given, or refused. */
export const needsRealName = ({ person: { verification } }: Me): boolean => verification === 'unverified' || verification === 'rejected';

/** What is left to do of signing in before anything else is answered: the second factor, or an own password for the one from a desk. */
export function missingStep({ secondFactor, passwordTemporary }: Me): 'second' | 'temporary' | null {
  if (secondFactor.on && !secondFactor.given) return 'second';
  return passwordTemporary ? 'temporary' : null;
}

/** Where to sign in and come back from. */
export const loginPath = (back: string) => `/login?next=${encodeURIComponent(back)}`;

async function fetchMe(): Promise<Me | null> {
  try {
    return await take(api.GET('/api/me'));
  } catch (error) {
    if (problemOf(error)?.code === 'not_signed_in') return null;
    throw error;
  }
}
