/** The progress of lessons when two records of one person become one: coverage united, rounds counted on. */
import { type Coverage, coveredSeconds, requiredSeconds, union } from './coverage.js';
import type { LessonVerdict, MergeCompletion } from './merge.js';
import { type Policy, creditCompletion } from './policy.js';
import type { LessonProgress } from './progress.js';

/** A person's progress in a lesson version of a length. */
export interface MergeProgress extends LessonProgress {
  lessonVersionId: string;
  durationSeconds: number;
}

export interface MergedLesson {
  lessonVersionId: string;
  progress: LessonProgress;
  /** The united coverage has just completed the round: the units that earns, null for none. Null: it has not. */
  reached: { units: number | null } | null;
}

export interface UniteInput {
  kept: readonly MergeProgress[];
  absorbed: readonly MergeProgress[];
  /** All that the kept person has from now on. */
  completions: readonly Pick<MergeCompletion, 'lessonVersionId' | 'round'>[];
  /** How the joint history of the completions ends. */
  verdicts: ReadonlyMap<string, LessonVerdict>;
  watchedToday: number;
  policy: Policy;
  today: string;
}

/** The lessons whose progress changes, in order of their ids. */
export function uniteLessons(input: UniteInput): MergedLesson[] {
  const rows = new Map<string, MergeProgress[]>();
  for (const row of [...input.kept, ...input.absorbed]) rows.set(row.lessonVersionId, [...(rows.get(row.lessonVersionId) ?? []), row]);
  const own = new Map(input.kept.map((row) => [row.lessonVersionId, row]));
  const rounds = new Map<string, number>();
  for (const { lessonVersionId, round } of input.completions) rounds.set(lessonVersionId, Math.max(round, rounds.get(lessonVersionId) ?? 0));
  let watchedToday = input.watchedToday;
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([lessonVersionId, both]) => {
      const progress = united(both, own.get(lessonVersionId), rounds.get(lessonVersionId) ?? 0, input.verdicts.get(lessonVersionId), input.today);
      const lesson = { lessonVersionId, ...settled(progress, both[0]!.durationSeconds, { ...input, watchedToday }) };
      watchedToday += lesson.reached?.units ?? 0;
      return lesson;
    })
    .filter(({ lessonVersionId, progress }) => !isSame(own.get(lessonVersionId), progress));
}

/**
 * A round that the cap left unpaid opens again on a later date (credit-rules.md 9): then what either has covered since
 * is the new round. Where neither has completed anything, all they have covered is the first.
 */
function united(rows: readonly MergeProgress[], own: MergeProgress | undefined, highestRound: number, verdict: LessonVerdict | undefined, today: string): LessonProgress {
  const open = rows.filter((row) => row.completedOn === null);
  const done = rows.find((row) => row.completedOn !== null);
  const mayEarn = verdict ? verdict.credited === false && verdict.date < today : done === undefined;
  if (mayEarn && open.length > 0) return { round: highestRound + 1, coverage: unionOf(open), completedOn: null, credited: null };
  const { date, credited } = verdict ?? { date: done!.completedOn!, credited: done!.credited };
  return { round: Math.max(highestRound, (own ?? rows[0]!).round), coverage: unionOf(rows), completedOn: date, credited };
}

/** Completes a round whose united coverage crosses the line, dated today (credit-rules.md 7–9). */
function settled(progress: LessonProgress, durationSeconds: number, { policy, watchedToday, today }: UniteInput): Pick<MergedLesson, 'progress' | 'reached'> {
  if (progress.completedOn !== null || coveredSeconds(progress.coverage) < requiredSeconds(durationSeconds)) return { progress, reached: null };
  const { credited, units } = creditCompletion(policy, durationSeconds, watchedToday);
  return { progress: { ...progress, completedOn: today, credited }, reached: { units: credited === true ? units : null } };
}

function unionOf(rows: readonly MergeProgress[]): Coverage {
  return rows.reduce<Coverage>((all, row) => union(all, row.coverage), []);
}

function isSame(before: MergeProgress | undefined, after: LessonProgress): boolean {
  if (!before) return false;
  const { round, coverage, completedOn, credited } = before;
  return JSON.stringify([round, coverage, completedOn, credited]) === JSON.stringify([after.round, after.coverage, after.completedOn, after.credited]);
}
