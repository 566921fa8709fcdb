import { useQuery } from '@tanstack/react-query';

import { dataOf, useApi } from '../../lib/api';

import { type Correction, CORRECTIONS } from './use-corrections';

/** The figures of the policy in force on a date, as sentences say them. */
interface Limits {
  /** 学分 above which a second person must agree to a correction. */
  limit: number;
  /** Share of a class that must be attended, in percent. */
  percent: number;
  /** 学分 that classes of one date give at most. */
  daily: number;
}

/** Null until it is known. */
export function useLimits(date: string): Limits | null {
  const api = useApi();
  const { data } = useQuery({ queryKey: [...CORRECTIONS, 'limits'], queryFn: () => dataOf(api.GET('/api/credit-corrections/limits')) });
  const held = data?.items.findLast(({ from }) => from === null || from <= date);
  return held ? { limit: Number(held.secondAboveCredits), percent: held.attendance.presencePercent, daily: Number(held.attendance.dailyCredits) } : null;
}

/** Why a second person must agree to one: it is above the limit, or only with what the same administrator decided within 30 days. */
export function whyWaiting({ together, limitCredits }: Pick<Correction, 'together' | 'limitCredits'>): { why: 'single' | 'together'; limit: number } {
  return { why: together ? 'together' : 'single', limit: Number(limitCredits) };
}
