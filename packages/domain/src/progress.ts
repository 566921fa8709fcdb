/** Rounds of a lesson: a completion that the daily cap left unpaid may be earned again on a later date (credit-rules.md 9). */
import { type Coverage, EMPTY_COVERAGE } from './coverage.js';

export interface LessonProgress {
  /** 1 for the first round. */
  round: number;
  coverage: Coverage;
  /** Shanghai date on which this round was completed; null while it is not. */
  completedOn: string | null;
  /**
   * True: the completion earned its entry. False: the daily cap left it unpaid (已学完 · 未计分). Null: not complete, or
   * complete under a policy that gives single lessons no value, where there is nothing to earn by another round.
   */
  credited: boolean | null;
}

/**
 * The progress that a report of a date works on: the stored one, or a new empty round when the stored one was
 * completed on an earlier date and the daily cap left it unpaid. Call it for reports only; an opening starts no round.
 */
export function progressFor(progress: LessonProgress | null, date: string): LessonProgress {
  if (progress === null) return emptyRound(1);
  const earnsAgain = progress.completedOn !== null && progress.credited === false && date > progress.completedOn;
  return earnsAgain ? emptyRound(progress.round + 1) : progress;
}

function emptyRound(round: number): LessonProgress {
  return { round, coverage: EMPTY_COVERAGE, completedOn: null, credited: null };
}
