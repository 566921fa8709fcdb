/** When the result of a quiz counts. */
import { isYearClosed, shanghaiDate, yearOfDate } from '../calendar.js';

/**
 * The date that a result bears: that of the submission if the books of its year are open when the result is known, else the
 * day on which it is known. Only grants and reversals may be dated in a closed year (credit-rules.md 10).
 *
 * @param submittedMs when the attempt was handed in, milliseconds since the epoch
 * @param resultedMs when everything was marked
 */
export function quizResultDate(submittedMs: number, resultedMs: number): string {
  const date = shanghaiDate(submittedMs);
  return isYearClosed(yearOfDate(date), resultedMs) ? shanghaiDate(resultedMs) : date;
}
