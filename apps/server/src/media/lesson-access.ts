import type { EntityManager } from 'typeorm';
import type { Principal } from '../platform/auth/principal.js';

/** What media asks about lessons; the catalog answers. */
export abstract class LessonAccess {
  /**
   * An upload to a lesson begins: its course has changed and must be submitted again. The course stays locked until the
   * transaction that lists the upload ends, so that none is submitted or published in between.
   * @throws Problem not_found (not the caller's lesson), course_not_editable (its course is in review)
   */
  abstract beginUpload(tx: EntityManager, accountId: string, lessonId: string): Promise<void>;
  /** Whether the caller may review the course of a lesson. */
  abstract mayReview(caller: Principal, lessonId: string): Promise<boolean>;
}
