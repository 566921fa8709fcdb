import type { LessonProgressDto } from './catalog.dto.js';

/** What the catalogue shows of learners; learning answers. */
export abstract class CourseLearners {
  /** 人 who joined each course. */
  abstract counts(courseIds: string[]): Promise<Map<string, number>>;
  abstract isEnrolled(personId: string, courseId: string): Promise<boolean>;
  /** Progress by lesson version. */
  abstract progress(personId: string, lessonVersionIds: string[]): Promise<Map<string, LessonProgressDto>>;
}
