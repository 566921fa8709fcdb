import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

import { isSignedOut, isUnreachable } from './problem';
import { ME } from './session';

const LONGEST_WAIT_MS = 10_000;

/**
 * The cache of what the API answered. A lost line is tried again until it is back; a refusal is an answer and is not.
 * An ended session leads back to the login, wherever it is noticed.
 */
export function createQueryClient(): QueryClient {
  const leaveWhenSignedOut = (error: unknown) => {
    // A request that was under way when the session's token was changed is refused too: only who asks anew knows.
    if (isSignedOut(error)) void client.invalidateQueries({ queryKey: ME });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 5_000,
        retry: (_, error) => isUnreachable(error),
        retryDelay: (attempt) => Math.min(1_000 * 2 ** attempt, LONGEST_WAIT_MS),
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
