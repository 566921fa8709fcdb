import { dayEndsAt, shanghaiDate } from './calendar.js';

/** A learner may object to a correction for so many days after the day on which it was decided. */
export const APPEAL_DAYS = 30;

const DAY_MS = 24 * 3_600_000;

/**
 * The instant from which a correction can be appealed against no more: the end of the thirtieth Shanghai day after that of its notice.
 *
 * @param decidedMs when it was posted and told, milliseconds since the epoch
 */
export function appealEndsAt(decidedMs: number): number {
  return dayEndsAt(shanghaiDate(decidedMs)) + APPEAL_DAYS * DAY_MS;
}
