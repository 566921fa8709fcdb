import { creditYear, monthOfDate, shanghaiDate, yearOfDate, yearStartsAt } from '@xuexi/domain';

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** Words and figures as a resident reads them. Credits are written by `formatCredits` of @xuexi/domain, never here. */

/** `431` → "7 分 11 秒", `20520` → "5 小时 42 分". Whole seconds; from one hour on, seconds are left out. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  if (hours > 0) return minutes > 0 ? `${hours} 小时 ${minutes} 分` : `${hours} 小时`;
  if (minutes > 0) return rest > 0 ? `${minutes} 分 ${rest} 秒` : `${minutes} 分钟`;
  return `${rest} 秒`;
}

/** What is still needed: as `formatDuration`, but from one hour on the minute that was begun counts, so that it suffices. */
export function formatNeededDuration(seconds: number): string {
  return formatDuration(seconds < 3600 ? Math.ceil(seconds) : Math.ceil(seconds / 60) * 60);
}

/** A place in a video: `392` → "06:32", `3992` → "1:06:32". */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutesAndSeconds = `${twoDigits(Math.floor((whole % 3600) / 60))}:${twoDigits(whole % 60)}`;
  return hours > 0 ? `${hours}:${minutesAndSeconds}` : minutesAndSeconds;
}

/** A calendar date ('2026-11-21', already Beijing) as "11 月 21 日". */
export function formatCalendarDate(date: string): string {
  return `${monthOfDate(date)} 月 ${Number(date.slice(8, 10))} 日`;
}

/** A calendar date as "11 月 21 日", with its year where that is not the one that is spoken of. */
export function formatCalendarDateIn(year: number, date: string): string {
  return yearOfDate(date) === year ? formatCalendarDate(date) : `${yearOfDate(date)} 年 ${formatCalendarDate(date)}`;
}

/** The Beijing date of an instant: "11 月 21 日". */
export function formatDate(instant: Date | string): string {
  return formatCalendarDate(shanghaiDate(msOf(instant)));
}

/** The Beijing date of an instant with its year: "2026 年 2 月 3 日". */
export function formatFullDate(instant: Date | string): string {
  const date = shanghaiDate(msOf(instant));
  return `${yearOfDate(date)} 年 ${formatCalendarDate(date)}`;
}

/** Beijing date and time to the minute, for an "as of": "2026-11-22 14:30". */
export function formatDateTime(instant: Date | string): string {
  const ms = msOf(instant);
  const minutes = minuteOfDay(ms);
  return `${shanghaiDate(ms)} ${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** The hour of the day in Beijing, 0–23. */
export function beijingHour(instant: Date | string): number {
  return Math.floor(minuteOfDay(msOf(instant)) / 60);
}

const twoDigits = (value: number) => String(value).padStart(2, '0');

const msOf = (instant: Date | string) => new Date(instant).getTime();

/** Every Beijing day has 1 440 minutes, so a year's beginning gives the time of day without knowing the zone. */
const minuteOfDay = (ms: number) => Math.floor((ms - yearStartsAt(creditYear(ms))) / 60_000) % 1_440;

/** Whole numbers in groups of three with a narrow space: `8640` → "8 640". */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** A rounded number with its unit, for a card: `32140` → "3.2 万人", below ten thousand "8 640 人". */
export function formatRoundCount(count: number, unit: '人' | '人次'): string {
  return count < 10_000 ? `${formatCount(count)} ${unit}` : `${(Math.floor(count / 1000) / 10).toFixed(1)} 万${unit}`;
}

/**
 * The size of a file, or of data that is paid for, in bytes: "43 KB", "0.3 MB", "96 MB", "2.15 GB".
 * What is small keeps a decimal, so that two choices of a short lesson do not read alike; nothing but nothing reads 0.
 */
export function formatBytes(bytes: number): string {
  if (bytes === 0) return '0 MB';
  if (bytes < MIB / 10) return `${Math.max(1, Math.round(bytes / KIB))} KB`;
  const tenths = Math.round((bytes * 10) / MIB);
  if (tenths < 100) return `${(tenths / 10).toFixed(1)} MB`;
  const whole = Math.round(bytes / MIB);
  return whole < 1024 ? `${whole} MB` : `${(bytes / GIB).toFixed(2)} GB`;
}
