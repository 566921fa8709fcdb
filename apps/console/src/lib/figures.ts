import { formatCount } from '@xuexi/ui';

const NO_BREAK = '\u00a0';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Credits as the API writes them, the whole part in groups of three: "12345.67" → "12 345.67". */
export function formatCreditFigure(credits: string): string {
  const [whole = '0', hundredths = '00'] = credits.split('.');
  return `${whole.startsWith('-') ? '-' : ''}${formatCount(Math.abs(Number(whole)))}.${hundredths}`;
}

/** A share in per cent to the tenth, "21.3 %"; "100.0 %" means everybody and "0.0 %" nobody. Null when there is nobody to share. */
export function formatShare(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const tenths = Math.round((part * 1000) / whole);
  const honest = part === 0 || part >= whole ? tenths : Math.min(999, Math.max(1, tenths));
  return `${(honest / 10).toFixed(1)}${NO_BREAK}%`;
}

/** How long something has waited, in the largest whole unit that is not zero. */
export function waited(since: string, nowMs: number): { unit: 'minutes' | 'hours' | 'days'; count: number } {
  const ms = Math.max(0, nowMs - Date.parse(since));
  if (ms >= DAY_MS) return { unit: 'days', count: Math.floor(ms / DAY_MS) };
  if (ms >= HOUR_MS) return { unit: 'hours', count: Math.floor(ms / HOUR_MS) };
  return { unit: 'minutes', count: Math.floor(ms / 60_000) };
}
