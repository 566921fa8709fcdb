import type { EntityManager } from 'typeorm';
import type { PersonStanding } from '../persons.service.js';

/** The two records that become one. Both persons' rows are locked by the transaction. */
export interface MergingPersons {
  kept: PersonStanding;
  absorbed: PersonStanding;
}

/** What a merge does to learning and credits: kept with the merge, and shown before it. */
export interface MergeOutcome {
  /** Lessons whose progress changes for the kept person. */
  lessons: number;
  /** Of these, lessons that only both together have completed. */
  reached: number;
  /** Entries that go over to the kept person's chain. */
  carried: number;
  /** Entries taken back because both had earned the same. */
  doubles: number;
  /** Entries taken back because of the limit of their date. */
  overLimit: number;
  /** Newest first. `restated`: the year is closed, its statement gets a new version. */
  years: { year: number; keptUnits: number; absorbedUnits: number; mergedUnits: number; restated: boolean }[];
}

/** The learning and the credits of persons. Declared here, because identity merges persons; learning provides it. */
export abstract class LearningRecords {
  /** What a person holds in the current year. */
  abstract creditsOf(personId: string): Promise<{ year: number; units: number; credits: string; provisionalCredits: string; targetMet: boolean }>;

  /** What {@link merge} would do now; writes nothing. */
  abstract preview(persons: MergingPersons): Promise<MergeOutcome>;

  /**
   * Unites what two records have learned and earned (merge.ts of the domain). From then on the absorbed person has
   * nothing; their play sessions are the kept person's.
   */
  abstract merge(tx: EntityManager, persons: MergingPersons): Promise<MergeOutcome>;
}
