import { QueryCache, QueryClient } from '@tanstack/react-query';
import { problemOf } from '@xuexi/ui';

import { ME } from './session';

/**
 * Asks again once when the line was down; a refusal of the API stays one. Whatever is refused because the session is over
 * makes the person a guest, so that the pages of persons lead to the login.
 */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (problemOf(error)?.code === 'not_signed_in') client.setQueryData(ME, null);
      },
    }),
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (failures, error) => failures < 1 && problemOf(error) === null },
      mutations: { retry: false },
    },
  });
  return client;
}
