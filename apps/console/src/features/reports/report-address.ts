import { useSearchParams } from 'react-router';

import { creditYear } from '@xuexi/domain';

import type { LearnerFilter } from './use-reports';

/** What a report shows; it stands in the address, so that a page can be sent to a colleague. */
export interface ReportAddress {
  regionId: string | undefined;
  year: number;
  compare: boolean;
  only: LearnerFilter | undefined;
  page: number;
}

const FILTERS: readonly LearnerFilter[] = ['registered', 'active', 'target'];
const YEARS_OFFERED = 5;

/** The years that can be chosen, newest first, with the one on show among them. */
export function yearsToChoose(now: number, shown: number): number[] {
  const years = Array.from({ length: YEARS_OFFERED }, (_, back) => now - back);
  return years.includes(shown) ? years : [...years, shown].toSorted((a, b) => b - a);
}

/** Reads the address; whatever cannot be read is left at its default. */
export function parseAddress(params: URLSearchParams, thisYear: number): ReportAddress {
  const year = Number(params.get('year'));
  const page = Number(params.get('page'));
  return {
    regionId: params.get('regionId') ?? undefined,
    year: Number.isInteger(year) && year >= 2000 && year <= 2100 ? year : thisYear,
    compare: params.get('compare') === '1',
    only: FILTERS.find((filter) => filter === params.get('only')),
    page: Number.isInteger(page) && page >= 1 ? page : 1,
  };
}

/** The address of a report page, without what is at its default. */
export function addressOf(path: '/' | '/reports/learners', { regionId, year, compare, only, page }: Partial<ReportAddress>, thisYear = creditYear(Date.now())): string {
  const params = new URLSearchParams();
  if (regionId !== undefined) params.set('regionId', regionId);
  if (year !== undefined && year !== thisYear) params.set('year', String(year));
  if (compare) params.set('compare', '1');
  if (only !== undefined) params.set('only', only);
  if (page !== undefined && page > 1) params.set('page', String(page));
  const query = params.toString();
  return query === '' ? path : `${path}?${query}`;
}

/** What the page on show is asked for. */
export function useReportAddress(): ReportAddress {
  const [params] = useSearchParams();
  return parseAddress(params, creditYear(Date.now()));
}
