import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';

import type { Api } from '@xuexi/api-client';
import { permissionsOf } from '@xuexi/domain';

import { dataOf, useApi } from './api';
import { isSignedOut } from './problem';

export type Me = Api['Me'];
export type Permission = Me['permissions'][number];

/** Where the cache keeps who is signed in; null: nobody. */
export const ME = ['me'] as const;

/** Who is signed in; `data` is null when nobody is. */
export function useMe() {
  const api = useApi();
  return useQuery({
    queryKey: ME,
    queryFn: async (): Promise<Me | null> => {
      try {
        return await dataOf(api.GET('/api/me'));
      } catch (error) {
        if (isSignedOut(error)) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
}

const SignedInContext = createContext<Me | null>(null);

/** Tells the pages behind the login who is signed in. */
export const SignedInProvider = SignedInContext.Provider;

/** Who is signed in, for pages that stand behind the login. */
export function useSignedIn(): Me {
  const me = useContext(SignedInContext);
  if (me === null) throw new Error('useSignedIn stands behind the login');
  return me;
}

/** Names of the region in which `permission` holds, city first; empty for the whole installation. */
export function scopeNames(me: Me, permission: Permission): readonly string[] {
  const grants = me.roles.filter(({ role }) => permissionsOf(role).includes(permission));
  const widest = grants.toSorted((a, b) => (a.region?.names.length ?? 0) - (b.region?.names.length ?? 0))[0];
  return widest?.region?.names ?? [];
}
