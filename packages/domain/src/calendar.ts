/**
 * The calendar of the platform. Asia/Shanghai is known here and nowhere else: every other place handles
 * instants (milliseconds since the epoch, UTC) and Shanghai dates ('YYYY-MM-DD').
 *
 * The zone has been UTC+8 without summer time since September 1991, so a fixed offset is exact for every
 * instant this platform can record, and does not depend on the machine's time zone or its zone tables.
 * Birth dates are dates, never instants: China's summer time of 1986–1991 cannot touch them.
 */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** Books of a year stay open until this day of January of the next year, 00:00 (credit-rules.md 15). */
const CLOSING_DAY_OF_JANUARY = 16;

/** Written dates by days since the epoch: a Date writes slowly, and a ledger has few days but many entries. */
const datesOfDays = new Map<number, string>();
const DATES_KEPT = 4096;

const DATE_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * The Shanghai date of an instant.
 *
 * @param ms milliseconds since the epoch
 * @returns 'YYYY-MM-DD'
 * @throws RangeError when `ms` is not a finite instant
 */
export function shanghaiDate(ms: number): string {
  const day = Math.floor((ms + SHANGHAI_OFFSET_MS) / DAY_MS);
  const known = datesOfDays.get(day);
  if (known !== undefined) return known;
  const date = new Date(ms + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
  if (datesOfDays.size >= DATES_KEPT) datesOfDays.clear();
  datesOfDays.set(day, date);
  return date;
}

/** True for 'YYYY-MM-DD' naming a day that exists (no 30 February). */
export function isCalendarDate(text: string): boolean {
  const match = DATE_PATTERN.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  // Date.UTC reads years 0–99 as 1900–1999; setUTCFullYear does not. Day 0 of the next month is this month's last.
  const lastDay = new Date(0);
  lastDay.setUTCFullYear(year, month, 0);
  return day <= lastDay.getUTCDate();
}

/** The first instant of a Shanghai date, in milliseconds since the epoch. */
export function dayStartsAt(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) - SHANGHAI_OFFSET_MS;
}

/** The instant after a Shanghai date: the next day begins, in milliseconds since the epoch. */
export function dayEndsAt(date: string): number {
  return dayStartsAt(date) + DAY_MS;
}

/** The year of a date 'YYYY-MM-DD'. */
export function yearOfDate(date: string): number {
  return Number(date.slice(0, 4));
}

/** The month of a date 'YYYY-MM-DD', 1 to 12. */
export function monthOfDate(date: string): number {
  return Number(date.slice(5, 7));
}

/** The credit year of an instant: the calendar year in Shanghai (credit-rules.md, Units). */
export function creditYear(ms: number): number {
  return yearOfDate(shanghaiDate(ms));
}

/** The Shanghai date after another. */
export function dayAfter(date: string): string {
  return shanghaiDate(dayEndsAt(date));
}

/** The Shanghai date before another. */
export function dayBefore(date: string): string {
  return shanghaiDate(dayStartsAt(date) - DAY_MS);
}

/** The first instant of a year: 1 January 00:00 in Shanghai, in milliseconds since the epoch. */
export function yearStartsAt(year: number): number {
  return Date.UTC(year, 0, 1) - SHANGHAI_OFFSET_MS;
}

/** The instant at which the books of a year close: 16 January of the next year, 00:00 in Shanghai (credit-rules.md 15). */
export function closesAt(year: number): number {
  return Date.UTC(year + 1, 0, CLOSING_DAY_OF_JANUARY) - SHANGHAI_OFFSET_MS;
}

/** Whether the books of a year are closed at an instant; at the closing instant itself they are. */
export function isYearClosed(year: number, nowMs: number): boolean {
  return nowMs >= closesAt(year);
}

/**
 * Whole years of age on a date. Someone born on 29 February turns a year older on 1 March of a common year.
 *
 * @param birthDate 'YYYY-MM-DD'
 * @param date 'YYYY-MM-DD', not before the birth date
 */
export function ageOn(birthDate: string, date: string): number {
  const years = yearOfDate(date) - yearOfDate(birthDate);
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
