/** When a course is finished, and what a newer version of it changes for its learners. */

/** A lesson at its place in a course version, as far as finishing the course goes. */
export interface CourseLesson {
  lessonVersionId: string;
  /** Set by its instructor; false: 选修. */
  required: boolean;
  /** Length in whole seconds; 0 for a document, which is never complete. */
  durationSeconds: number;
  /** Its video is taken down now: nobody can complete it, so nobody needs to while that lasts. */
  takenDown: boolean;
}

/** The lessons that a learner must complete to finish a course version. Every other question of finishing goes back to this one. */
export function courseRequirements<Lesson extends CourseLesson>(lessons: readonly Lesson[]): Lesson[] {
  return lessons.filter(({ required, durationSeconds, takenDown }) => required && durationSeconds > 0 && !takenDown);
}

/** What a learner has done of a course version. */
export interface CourseProgress {
  lessons: readonly CourseLesson[];
  /** Lesson versions the learner has completed, in whatever course version. */
  completed: ReadonlySet<string>;
  /** Null: the version has no quiz. */
  quiz: { required: boolean; passed: boolean } | null;
}

/**
 * Whether a course version is finished: all it requires is done, and something was. A course of documents only, or one
 * whose lessons are all taken down, is not finished by having joined it.
 */
export function isCourseFinished({ lessons, completed, quiz }: CourseProgress): boolean {
  if (quiz?.required && !quiz.passed) return false;
  if (!courseRequirements(lessons).every(({ lessonVersionId }) => completed.has(lessonVersionId))) return false;
  return quiz?.passed === true || lessons.some(({ lessonVersionId }) => completed.has(lessonVersionId));
}

/** A lesson as two versions of a course are compared by it. */
export interface VersionedLesson {
  /** The same through all versions. */
  lessonId: string;
  /** Another one where the content is another one. */
  lessonVersionId: string;
  title: string;
}

/** Titles of what is different between the version that a learner is on and a newer one. */
export interface VersionChanges {
  added: string[];
  removed: string[];
  /** Lessons with new content; they are to be completed anew. */
  changed: string[];
}

/** What choosing a newer version changes. Titles and order alone are no change. */
export function versionChanges(from: readonly VersionedLesson[], to: readonly VersionedLesson[]): VersionChanges {
  const before = new Map(from.map((lesson) => [lesson.lessonId, lesson.lessonVersionId]));
  const after = new Set(to.map(({ lessonId }) => lessonId));
  const titles = (lessons: readonly VersionedLesson[]): string[] => lessons.map(({ title }) => title);
  return {
    added: titles(to.filter(({ lessonId }) => !before.has(lessonId))),
    removed: titles(from.filter(({ lessonId }) => !after.has(lessonId))),
    changed: titles(to.filter(({ lessonId, lessonVersionId }) => before.has(lessonId) && before.get(lessonId) !== lessonVersionId)),
  };
}

/** How far beyond the furthest second played a player may go where skipping is prevented, in seconds. */
export const SKIP_ALLOWANCE_SECONDS = 5;

/**
 * The furthest second to which a player may seek in a lesson where skipping is prevented. Going back is always free, and
 * so is everything once the lesson is complete. What counts is coverage alone (credit-rules.md 3): this holds in the player only.
 *
 * @param furthestPlayed end of what was covered before, on whatever device, or played since, in seconds
 */
export function seekLimit(furthestPlayed: number, { durationSeconds, complete }: { durationSeconds: number; complete: boolean }): number {
  return complete ? durationSeconds : Math.min(durationSeconds, furthestPlayed + SKIP_ALLOWANCE_SECONDS);
}
