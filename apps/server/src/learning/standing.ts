import { type LessonProgress, type Policy, coveredSeconds, formatCredits, lessonValue, requiredSeconds, unitsLeftToday } from '@xuexi/domain';
import type { Claim, Earned } from '../credits/earnings.js';
import type { WatchStandingDto } from './learning.dto.js';
import type { LoadedProgress } from './watch.repository.js';

/** What a standing is made of. */
export interface StandingInput {
  progress: LessonProgress;
  durationSeconds: number;
  position: number;
  policy: Policy;
  /** Units of watching that the person has on today's date. */
  watchedUnitsToday: number;
  verified: boolean;
  /** What stands of an earlier completion; null where it is completed just now, or not. */
  earned: Earned | null;
}

/** What a completed lesson was credited with, to ask what stands of it; none where it was not. */
export function lessonClaims({ personId, lessonVersionId, progress: { completedOn, credited } }: Pick<LoadedProgress, 'personId' | 'lessonVersionId' | 'progress'>): Claim[] {
  return completedOn !== null && credited === true ? [{ personId, kind: 'lesson', sourceId: lessonVersionId, date: completedOn }] : [];
}

/** How a lesson stands for its learner, as the earn card shows it. */
export function standingOf(input: StandingInput): WatchStandingDto {
  const { progress, durationSeconds, policy } = input;
  const lessonUnits = lessonValue(policy, durationSeconds);
  const leftToday = unitsLeftToday(policy, input.watchedUnitsToday);
  return {
    coverage: progress.coverage.map(([from, to]): [number, number] => [from, to]),
    coveredSeconds: coveredSeconds(progress.coverage),
    requiredSeconds: requiredSeconds(durationSeconds),
    durationSeconds,
    savedAt: Math.min(input.position, durationSeconds),
    round: progress.round,
    completed: completedOf(progress, input.earned ?? { units: lessonUnits, corrected: false }),
    lessonUnits,
    lessonCredits: formatCredits(lessonUnits),
    leftTodayUnits: leftToday,
    leftTodayCredits: leftToday === null ? null : formatCredits(leftToday),
    provisional: !input.verified,
  };
}

function completedOf({ completedOn: date, credited: paid }: LessonProgress, { units, corrected }: Earned): WatchStandingDto['completed'] {
  if (date === null) return null;
  const credited = paid === true && !corrected;
  const standing = credited ? units : 0;
  return { date, credited, units: standing, credits: formatCredits(standing), reason: credited ? null : reasonOf(paid) };
}

/** Why nothing of a completion stands; what was paid can only have been taken back. */
function reasonOf(paid: boolean | null): 'daily_cap' | 'course_value' | 'corrected' {
  if (paid === true) return 'corrected';
  return paid === false ? 'daily_cap' : 'course_value';
}
