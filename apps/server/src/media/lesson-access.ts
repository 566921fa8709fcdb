import type { EntityManager } from 'typeorm';
import type { Principal } from '../platform/auth/principal.js';

/** A lesson as its instructor knows it. */
export interface LessonPlace {
  title: string;
  courseId: string;
  courseTitle: string;
}

/** What media asks about lessons; the catalog answers. */
export abstract class LessonAccess {
  /**
   * An upload to a lesson begins: its course has changed and must be submitted again. The course stays locked until the
   * transaction that lists the upload ends, so that none is submitted or published in between.
   * @throws Problem not_found (not the caller's lesson), course_not_editable (its course is in review)
   */
  abstract beginUpload(tx: EntityManager, accountId: string, lessonId: string): Promise<void>;
  /**
   * The file of an upload is whole: its course, which may have been published with another file meanwhile, must be submitted
   * again. The course stays locked until the transaction ends.
   * @returns false while the course is in review: what is published is what the reviewer saw
   */
  abstract takeContent(tx: EntityManager, lessonId: string): Promise<boolean>;
  /**
   * Keeps a lesson from being published with other content until the transaction ends.
   * @returns whether it still exists
   */
  abstract hold(tx: EntityManager, lessonId: string): Promise<boolean>;
  /**
   * What belongs to a lesson's video is about to be changed: its course is not submitted until the transaction ends.
   * @returns the course, and where it is offered; null for no lesson
   * @throws Problem course_not_editable (its course is in review)
   */
  abstract holdForEditing(tx: EntityManager, lessonId: string): Promise<{ courseId: string; regionPath: string } | null>;
  /** Which of these media some published version shows. */
  abstract publishedAmong(mediaIds: string[], tx?: EntityManager): Promise<Set<string>>;
  /** Where lessons stand; those that are gone are missing. */
  abstract placesOf(lessonIds: string[]): Promise<Map<string, LessonPlace>>;
  /** The course that a lesson belongs to, and where it is offered; null for no lesson. */
  abstract courseOf(lessonId: string, tx?: EntityManager): Promise<{ courseId: string; regionPath: string } | null>;
  /** Whether the caller may review the course of a lesson. */
  abstract mayReview(caller: Principal, lessonId: string): Promise<boolean>;
}
