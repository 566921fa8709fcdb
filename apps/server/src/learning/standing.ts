import { type LessonProgress, type Policy, coveredSeconds, formatCredits, lessonValue, requiredSeconds, unitsLeftToday } from '@xuexi/domain';
import type { WatchStandingDto } from './learning.dto.js';

/** What a standing is made of. */
export interface StandingInput {
  progress: LessonProgress;
  durationSeconds: number;
  position: number;
  policy: Policy;
  /** Units of watching that the person has on today's date. */
  watchedUnitsToday: number;
  verified: boolean;
}

/** How a lesson stands for its learner, as the earn card shows it. */
export function standingOf(input: StandingInput): WatchStandingDto {
  const { progress, durationSeconds, policy } = input;
  const lessonUnits = lessonValue(policy, durationSeconds);
  const earned = progress.credited === true ? lessonUnits : 0;
  const leftToday = unitsLeftToday(policy, input.watchedUnitsToday);
  return {
    coverage: progress.coverage.map(([from, to]): [number, number] => [from, to]),
    coveredSeconds: coveredSeconds(progress.coverage),
    requiredSeconds: requiredSeconds(durationSeconds),
    durationSeconds,
    savedAt: Math.min(input.position, durationSeconds),
    round: progress.round,
    completed: progress.completedOn === null ? null : { date: progress.completedOn, credited: progress.credited === true, units: earned, credits: formatCredits(earned), reason: reasonOf(progress.credited) },
    lessonUnits,
    lessonCredits: formatCredits(lessonUnits),
    leftTodayUnits: leftToday,
    leftTodayCredits: leftToday === null ? null : formatCredits(leftToday),
    provisional: !input.verified,
  };
}

function reasonOf(credited: boolean | null): 'daily_cap' | 'course_value' | null {
  if (credited === true) return null;
  return credited === false ? 'daily_cap' : 'course_value';
}
