/** What is on record of a person beside the ledger: all that their entries follow from (credit-rules.md 14). */
import type { JsonValue, SealedEntry } from '../ledger.js';

/** Where a person belonged when something happened; a later change never rewrites it. */
export interface Place {
  regionId: string | null;
  organisationId: string | null;
}

export type Evidence = JsonValue & object;

/** Something that happened to a person at a moment of the server's time. */
interface Fact {
  /** Milliseconds since the epoch; the entry that follows from it is recorded then. */
  atMs: number;
  place: Place;
  evidence: Evidence;
}

/** A completed round of a lesson version. */
export interface CompletionFact extends Fact {
  lessonVersionId: string;
  courseVersionId: string;
  round: number;
  /** The Shanghai date on record. */
  date: string;
  durationSeconds: number;
  coveredSeconds: number;
  /** What was decided then, as `LessonProgress` has it. */
  credited: boolean | null;
  /** Reached by the united coverage of two records that were merged: the merge has decided, over both histories. */
  byMerge: boolean;
}

/** The result of a quiz attempt. */
export interface QuizFact extends Fact {
  courseVersionId: string;
  date: string;
  points: number;
  maxPoints: number;
  passed: boolean;
}

/** A class or activity that was attended. */
export interface AttendanceFact extends Fact {
  activityId: string;
  date: string;
  classHours: number;
  scheduledMinutes: number;
  presentMinutes: number;
  signedOut: boolean;
}

export interface GrantFact extends Fact {
  id: string;
  units: number;
  date: string;
  /** How many persons have approved. */
  approvals: number;
}

export interface TransferFact extends Fact {
  issuer: string;
  id: string;
  units: number;
  date: string;
}

/** Somebody's decision to take an entry back. */
export interface ReversalFact extends Omit<Fact, 'place'> {
  entryId: string;
}

/** Everything that a person's entries follow from; each list in any order. */
export interface PersonEvidence {
  personId: string;
  completions: readonly CompletionFact[];
  /** Completions of another record that a merge has brought: they were judged there, and by the merge. */
  moved: readonly CompletionFact[];
  quizzes: readonly QuizFact[];
  attendances: readonly AttendanceFact[];
  grants: readonly GrantFact[];
  transfers: readonly TransferFact[];
  reversals: readonly ReversalFact[];
  /** The records that were merged with this one, whichever was kept. */
  mergedWith: readonly string[];
  /** The stored chains of those of them that this one has absorbed. */
  absorbed: readonly RecordedEntry[];
}

/** What a course version declares, frozen when it was published. */
export interface CourseDeclaration {
  /** Lesson versions that must be completed. */
  required: readonly string[];
  /** Whether its quiz must be passed. */
  quiz: boolean;
  fixedUnits: number | null;
  /** Of the entry of a finished course. */
  evidence: Evidence;
}

/** An entry as it is stored: its kind is whatever stands there, its evidence the text of the column. */
export interface RecordedEntry extends Omit<SealedEntry, 'kind' | 'evidence'> {
  kind: string;
  evidence: string;
}
