/** Words and figures as a resident reads them. Credits are written by `formatCredits` of @xuexi/domain, never here. */

const BEIJING = 'Asia/Shanghai';

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

/** A place in a video: `392` → "06:32", `3992` → "1:06:32". */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutesAndSeconds = [Math.floor((whole % 3600) / 60), whole % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return hours > 0 ? `${hours}:${minutesAndSeconds}` : minutesAndSeconds;
}

interface BeijingParts {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
}

const beijing = new Intl.DateTimeFormat('en-GB', {
  timeZone: BEIJING,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function partsOf(instant: Date | string): BeijingParts {
  const parts = Object.fromEntries(beijing.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return { year: parts.year ?? '', month: parts.month ?? '', day: parts.day ?? '', hour: parts.hour ?? '', minute: parts.minute ?? '' };
}

/** The Beijing date of an instant: "11 月 21 日". */
export function formatDate(instant: Date | string): string {
  const { month, day } = partsOf(instant);
  return `${Number(month)} 月 ${Number(day)} 日`;
}

/** The Beijing date of an instant with its year: "2026 年 2 月 3 日". */
export function formatFullDate(instant: Date | string): string {
  return `${partsOf(instant).year} 年 ${formatDate(instant)}`;
}

/** Beijing date and time to the minute, for an "as of": "2026-11-22 14:30". */
export function formatDateTime(instant: Date | string): string {
  const { year, month, day, hour, minute } = partsOf(instant);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${hour}:${minute}`;
}

/** The calendar year and month (1–12) and the hour of an instant in Beijing. */
export function beijingCalendar(instant: Date | string): { year: number; month: number; hour: number } {
  const { year, month, hour } = partsOf(instant);
  return { year: Number(year), month: Number(month), hour: Number(hour) };
}

/** A calendar date of the API (`2026-11-21`, already Beijing) as "11 月 21 日". */
export function formatCalendarDate(date: string): string {
  const [, month = '', day = ''] = date.split('-');
  return `${Number(month)} 月 ${Number(day)} 日`;
}

/** Whole numbers in groups of three with a narrow space: `8640` → "8 640". */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** A rounded number for a card: `32140` → "3.2 万", below ten thousand as `formatCount`. */
export function formatRoundCount(count: number): string {
  return count < 10_000 ? formatCount(count) : `${(Math.floor(count / 1000) / 10).toFixed(1)} 万`;
}
