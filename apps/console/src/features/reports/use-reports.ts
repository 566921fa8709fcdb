import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type RegionReport = Api['RegionReport'];
export type LearnerFilter = 'registered' | 'active' | 'target';

/** How often figures on show are asked for again. */
const REFRESH_MS = 60_000;

/** The figures of a region and of each region under it; without an id, of the highest one that the caller may see. */
export function useRegionReport(regionId: string | undefined, year: number, wanted = true) {
  const api = useApi();
  return useQuery({
    queryKey: ['reports', 'region', regionId ?? null, year],
    queryFn: () => dataOf(api.GET('/api/reports/region', { params: { query: { regionId, year } } })),
    refetchInterval: REFRESH_MS,
    enabled: wanted,
  });
}

export interface LearnerListQuery {
  /** Waits while it is not known yet. */
  regionId: string | undefined;
  year: number;
  only: LearnerFilter | undefined;
  page: number;
}

/** Learners of a page of the list. */
export const LEARNERS_A_PAGE = 50;

/** The learners that a figure is made of, names masked. While the next page comes, the one before stays. */
export function useLearners({ regionId, year, only, page }: LearnerListQuery) {
  const api = useApi();
  return useQuery({
    queryKey: ['reports', 'learners', regionId ?? null, year, only ?? null, page],
    queryFn: () => dataOf(api.GET('/api/reports/learners', { params: { query: { regionId: regionId ?? '', year, only, page, pageSize: LEARNERS_A_PAGE } } })),
    enabled: regionId !== undefined,
    placeholderData: keepPreviousData,
  });
}
