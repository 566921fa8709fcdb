import { useQuery } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';

export type CreditExplanation = Api['CreditExplanation'];

/** What an entry was made of. Entries never change. */
export const useExplanation = (entryId: string) =>
  useQuery({
    queryKey: ['credits', 'entry', entryId],
    queryFn: () => take(api.GET('/api/my/credits/entries/{id}', { params: { path: { id: entryId } } })),
    staleTime: Infinity,
  });
