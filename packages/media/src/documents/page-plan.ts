import type { PageSize } from './pdf.js';

/** One way to draw a page. */
export interface PagePlan {
  /** Pixels for an inch of paper. */
  resolution: number;
  /** Of the JPEG, 0–100. */
  quality: number;
}

const POINTS_PER_INCH = 72;
/** Twice the width of a phone, enough for a computer. */
const WIDEST = 1200;
const HIGHEST = 4000;
/** A lesson of 12 pages should cost less than a minute of video. */
export const PAGE_BYTES = 250_000;

/** A page that is too large in bytes is drawn worse, then smaller. */
const STEPS = [
  { share: 1, quality: 80 },
  { share: 1, quality: 60 },
  { share: 0.85, quality: 45 },
  { share: 0.7, quality: 30 },
];

/**
 * How a page is drawn, best first. Its number of pixels is bounded whatever its size on paper is: a page of ten metres
 * gets no more than a page of A4, and a strip without end gets narrow.
 */
export function planPage(size: PageSize): PagePlan[] {
  const scale = Math.min(WIDEST / size.width, HIGHEST / size.height);
  return STEPS.map(({ share, quality }) => ({ resolution: POINTS_PER_INCH * scale * share, quality }));
}
