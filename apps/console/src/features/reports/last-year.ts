import { formatShare } from '../../lib/figures';

/** How a figure stands to the whole of the year before. */
export interface Comparison {
  kind: 'none' | 'same' | 'more' | 'less';
  /** What lies between the two, without a sign. */
  difference: number;
  /** The difference as a share of the year before; null when it was zero. */
  percent: string | null;
  /** How far the figure is on the way to the year before, 0–1. */
  reached: number;
}

/** Compares a figure with the same figure of the year before. */
export function compare(now: number, before: number): Comparison {
  const difference = Math.abs(now - before);
  const percent = formatShare(difference, before);
  if (before === 0) return { kind: 'none', difference, percent, reached: now > 0 ? 1 : 0 };
  const kind = now === before ? 'same' : now > before ? 'more' : 'less';
  return { kind, difference, percent, reached: Math.min(1, now / before) };
}
