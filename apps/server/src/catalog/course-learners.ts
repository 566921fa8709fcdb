import type { EntityManager } from 'typeorm';
import type { LessonProgressDto } from './catalog.dto.js';

/** What learners say of a course with their stars. */
export interface CourseStars {
  /** Sum of all stars. */
  stars: number;
  /** 人 who gave them, each once. */
  count: number;
}

/** What the catalogue shows of learners; learning answers. */
export abstract class CourseLearners {
  /** 人 who joined each course. */
  abstract counts(courseIds: string[]): Promise<Map<string, number>>;
  /** Stars of each course; courses without any are left out. */
  abstract stars(courseIds: string[]): Promise<Map<string, CourseStars>>;
  /** Everyone who joined a course and has not left it. */
  abstract personsOf(tx: EntityManager, courseId: string): Promise<string[]>;
  /** The course version that a person has begun and stays on; null when they have not joined the course. */
  abstract versionOf(personId: string, courseId: string): Promise<string | null>;
  /** Progress by lesson version. */
  abstract progress(personId: string, lessonVersionIds: string[]): Promise<Map<string, LessonProgressDto>>;
  /** Which of these lesson versions a person has ever completed. */
  abstract completed(personId: string, lessonVersionIds: string[], tx?: EntityManager): Promise<Set<string>>;
  /** Which of these course versions have a quiz that a person has passed. */
  abstract passedQuizzes(personId: string, courseVersionIds: string[], tx?: EntityManager): Promise<Set<string>>;
}
