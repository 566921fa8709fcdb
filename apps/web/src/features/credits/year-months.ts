import { creditYear, monthOfDate, shanghaiDate } from '@xuexi/domain';

import type { MyCredits } from './api/get-my-credits';

/** The twelve months of a year's plate, in units: only their proportions are drawn. */
export function monthsOf({ months }: MyCredits): number[] {
  return Array.from({ length: 12 }, (_, index) => months.find(({ month }) => month === index + 1)?.units ?? 0);
}

/** The month that the plate stands at: 12 for a year that is over. */
export function currentMonthOf({ year, asOf }: MyCredits): number {
  const ms = Date.parse(asOf);
  return creditYear(ms) > year ? 12 : monthOfDate(shanghaiDate(ms));
}

/** Whether the year of these credits is over. */
export const isPast = ({ year, asOf }: MyCredits): boolean => creditYear(Date.parse(asOf)) > year;
