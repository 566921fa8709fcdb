import { creditYear, isYearClosed, shanghaiDate, yearStartsAt } from '@xuexi/domain';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** The days of December. */
const FIRST_MONTH_DAYS = 31;

/** When the demo's history begins: 1 December, so that it holds one month, one whole year and the year that runs. */
export function historyStart(nowMs: number): number {
  return yearStartsAt(creditYear(nowMs) - 1) - FIRST_MONTH_DAYS * DAY_MS;
}

/** Years of the history whose books are closed by now. */
export function closedYears(nowMs: number): number[] {
  const first = creditYear(historyStart(nowMs));
  return Array.from({ length: creditYear(nowMs) - first }, (_, i) => first + i).filter((year) => isYearClosed(year, nowMs));
}

/** The instant of a time of day in Shanghai, on the date on which `ms` falls. */
export function atTimeOfDay(ms: number, minutes: number): number {
  return Date.parse(`${shanghaiDate(ms)}T00:00:00.000+08:00`) + minutes * MINUTE_MS;
}
