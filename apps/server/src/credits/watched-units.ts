import { WATCHED_KINDS } from '@xuexi/domain';

/**
 * Units of watching that a row `p` of persons already has on a date, for the daily cap (credit-rules.md 9); null for none.
 * Its parameters are `watchedUnitsOn(date)`.
 */
export const WATCHED_UNITS = '(SELECT CAST(SUM(e.units) AS SIGNED) FROM credit_entry AS e WHERE e.person_id = p.id AND e.date = ? AND e.kind IN (?))';

export function watchedUnitsOn(date: string): [string, string[]] {
  return [date, [...WATCHED_KINDS]];
}
