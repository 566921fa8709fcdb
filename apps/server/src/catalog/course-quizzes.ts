import type { QuizSettings } from '@xuexi/domain';
import type { EntityManager } from 'typeorm';

/** A lesson for which its course asks questions. */
export interface LessonLength {
  id: string;
  title: string;
  /** Whole seconds of its video; 0 for a document, null while nobody knows. */
  seconds: number | null;
}

/** A lesson as it is published. */
export interface FrozenLesson extends LessonLength {
  lessonVersionId: string;
}

/** What the catalogue wants to know of a course's quiz and of the questions in its videos; quizzes answers. */
export abstract class CourseQuizzes {
  /** What keeps the course from being submitted or published, in sentences. */
  abstract missing(courseId: string, lessons: readonly LessonLength[], tx?: EntityManager): Promise<{ lessonId: string | null; sentence: string }[]>;
  /** The quiz of a course as it is set now; null: it has none. */
  abstract settings(courseId: string, tx: EntityManager): Promise<QuizSettings | null>;
  /** Freezes the questions of a version and where its lessons stop for them. */
  abstract freeze(tx: EntityManager, version: { id: string; courseId: string; quiz: QuizSettings | null }, lessons: readonly FrozenLesson[]): Promise<void>;
  /** The lessons are no more: they stop for nothing. */
  abstract forgetLessons(tx: EntityManager, lessonIds: readonly string[]): Promise<void>;
}
