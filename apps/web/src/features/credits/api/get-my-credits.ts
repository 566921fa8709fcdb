import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';

export type MyCredits = Api['MyCredits'];
export type CreditEntry = Api['CreditEntry'];

/** The credits of a year, the current one when none is named; the year before stays until the other has come. */
export const useMyCredits = (year?: number) =>
  useQuery({
    queryKey: ['credits', year ?? 'current'],
    queryFn: () => take(api.GET('/api/my/credits', { params: { query: { year } } })),
    placeholderData: keepPreviousData,
  });
