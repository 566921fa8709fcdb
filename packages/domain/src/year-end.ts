/** The end of a year as a learner meets it: from 15 December they are told what is still missing (年度提醒). */
import { creditYear, dayAfter, shanghaiDate } from './calendar.js';
import { type Policy, unitsLeftToday } from './policy.js';

const BEGINS = '12-15';
const LAST_DAY = '12-31';

/** What is left of the year. */
export interface YearEnd {
  /** Days on which learning still counts for the year, today among them. */
  daysLeft: number;
  /** Units to earn on each of them. */
  unitsPerDay: number;
  /** Whether watching alone can still reach the target under the daily cap; classes and quizzes have caps of their own. */
  reachable: boolean;
}

/**
 * @param missingUnits to the target, 0 when it is met
 * @param watchedUnitsToday the date's entries of watching
 * @returns null when there is nothing to tell: before 15 December, or with nothing missing
 */
export function yearEnd(policy: Policy, missingUnits: number, watchedUnitsToday: number, nowMs: number): YearEnd | null {
  const today = shanghaiDate(nowMs);
  const year = creditYear(nowMs);
  if (missingUnits <= 0 || today < `${year}-${BEGINS}`) return null;
  let daysLeft = 1;
  for (let day = today; day < `${year}-${LAST_DAY}`; day = dayAfter(day)) daysLeft += 1;
  const leftToday = unitsLeftToday(policy, watchedUnitsToday);
  const reachable = policy.dailyCapUnits === null || leftToday === null || leftToday + (daysLeft - 1) * policy.dailyCapUnits >= missingUnits;
  return { daysLeft, unitsPerDay: Math.ceil(missingUnits / daysLeft), reachable };
}
