/**
 * What a ledger entry carries as its evidence: enough to explain it, years later, without any other table. Whoever posts and
 * whoever recomputes call the same function, so that both come to the same bytes.
 */
import { type Coverage, requiredSeconds } from './coverage.js';
import type { Refusals, Sitting } from './sittings.js';

/** What a lesson entry is made of. */
export type LessonEvidence = {
  title: string;
  courseId: string;
  courseTitle: string;
  durationSeconds: number;
  requiredSeconds: number;
  coverage: Coverage;
  refusedSeconds: number;
  round: number;
  playSessionId: string;
  completedAt: string;
  /** Absent in entries of earlier versions, which did not know them. */
  sittings?: readonly Sitting[];
  refusals?: Refusals;
};

/** The lesson version in its course version, as it was published. */
export interface PublishedPlace {
  title: string;
  courseId: string;
  courseTitle: string;
  durationSeconds: number;
}

/** A completed round as it is on record. */
export interface CompletedCoverage {
  coverage: Coverage;
  refusedSeconds: number;
  round: number;
  playSessionId: string;
  completedMs: number;
  sittings: readonly Sitting[] | null;
  refusals: Refusals | null;
}

/** The evidence of a lesson's entry. */
export function lessonEvidenceOf({ title, courseId, courseTitle, durationSeconds }: PublishedPlace, completed: CompletedCoverage): LessonEvidence {
  const { coverage, refusedSeconds, round, playSessionId, completedMs, sittings, refusals } = completed;
  // In the order of canonical JSON, so that what is stored is what is hashed.
  return {
    completedAt: new Date(completedMs).toISOString(),
    courseId,
    courseTitle,
    coverage,
    durationSeconds,
    playSessionId,
    ...(refusals && { refusals }),
    refusedSeconds,
    requiredSeconds: requiredSeconds(durationSeconds),
    round,
    ...(sittings && { sittings: sittings.map(({ device, from, playSession, seconds, to }) => ({ device, from, playSession, seconds, to })) }),
    title,
  };
}

/** What a quiz entry is made of: the attempt that passed first. */
export type QuizEvidence = {
  title: string;
  courseId: string;
  courseTitle: string;
  attemptId: string;
  /** Its number among the person's attempts at this version. */
  attempt: number;
  points: number;
  maxPoints: number;
  passPercent: number;
  submittedAt: string;
};

/** The evidence of a passed quiz's entry. */
export function quizEvidenceOf(
  { title, courseId, courseTitle }: Pick<QuizEvidence, 'title' | 'courseId' | 'courseTitle'>,
  { attemptId, attempt, points, maxPoints, passPercent, submittedMs }: Omit<QuizEvidence, 'title' | 'courseId' | 'courseTitle' | 'submittedAt'> & { submittedMs: number },
): QuizEvidence {
  return { title, courseId, courseTitle, attemptId, attempt, points, maxPoints, passPercent, submittedAt: new Date(submittedMs).toISOString() };
}

/** What a course entry is made of. When it was finished, the completions and results on record say. */
export interface CourseEvidence {
  title: string;
  courseId: string;
}

/** The evidence of a finished course's entry. */
export function courseEvidenceOf({ title, courseId }: CourseEvidence): CourseEvidence {
  return { title, courseId };
}
