import { type CourseData, type LessonData, lessonsOf } from './api/get-course';

/** The page of a lesson. */
export const lessonPath = (courseId: string, lessonVersionId: string) => `/courses/${courseId}/lessons/${lessonVersionId}`;

/** Where a course goes on: its first lesson that is ready and not complete; null when there is none. */
export function nextLesson(course: CourseData): LessonData | null {
  return lessonsOf(course).find((lesson) => lesson.ready && lesson.progress?.completed !== true) ?? null;
}

/** The lesson after another one, whatever its state; null at the end. */
export function lessonAfter(course: CourseData, lessonVersionId: string): LessonData | null {
  const lessons = lessonsOf(course);
  const index = lessons.findIndex((lesson) => lesson.lessonVersionId === lessonVersionId);
  return index < 0 ? null : (lessons[index + 1] ?? null);
}
