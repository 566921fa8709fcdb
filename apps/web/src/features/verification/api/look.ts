import { useQuery } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';

export type PublicStatement = Api['PublicStatement'];

/** What stands on a paper, by its number and code. A refusal is an answer: it is not asked again by itself. */
export const useStatementOf = (number: string, code: string) =>
  useQuery({
    queryKey: ['public-statement', number, code],
    queryFn: () => take(api.GET('/api/public/statements/{number}', { params: { path: { number }, query: { code } } })),
    retry: false,
  });
