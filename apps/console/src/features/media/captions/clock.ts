import { formatClock } from '@xuexi/ui';

/** A place in a film to the tenth of a second: `12400` → "00:12.4". */
export function formatTenths(ms: number): string {
  const tenths = Math.round(ms / 100);
  return `${formatClock(Math.floor(tenths / 10))}.${tenths % 10}`;
}
