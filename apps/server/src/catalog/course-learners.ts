import type { LessonProgressDto } from './catalog.dto.js';

/** What the catalogue shows of learners; learning answers. */
export abstract class CourseLearners {
  /** 人 who joined each course. */
  abstract counts(courseIds: string[]): Promise<Map<string, number>>;
  /** The course version that a person has begun and stays on; null when they have not joined the course. */
  abstract versionOf(personId: string, courseId: string): Promise<string | null>;
  /** Progress by lesson version. */
  abstract progress(personId: string, lessonVersionIds: string[]): Promise<Map<string, LessonProgressDto>>;
}
