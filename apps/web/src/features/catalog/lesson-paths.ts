import { type CourseData, type LessonData, lessonsOf } from './api/get-course';

/** The page of a lesson. */
export const lessonPath = (courseId: string, lessonVersionId: string) => `/courses/${courseId}/lessons/${lessonVersionId}`;

/** The lessons that can be complete: all but documents. */
const watchable = (course: CourseData): LessonData[] => lessonsOf(course).filter(({ kind }) => kind !== 'document');

/** The lessons that a course is finished with: those it requires, without what is taken down and not complete. In a course that requires none, all that can be complete. */
export function lessonsToComplete(course: CourseData): LessonData[] {
  const required = watchable(course).filter(({ required: needed, takenDown, progress }) => needed && (!takenDown || progress?.completed === true));
  return required.length > 0 ? required : watchable(course);
}

/** Where a course goes on: its first lesson that is ready and not complete, in a course of documents the first of them; null when there is none. */
export function nextLesson(course: CourseData): LessonData | null {
  const counted = watchable(course);
  return (counted.length === 0 ? lessonsOf(course) : counted).find((lesson) => lesson.ready && lesson.progress?.completed !== true) ?? null;
}

/** The lesson after another one, whatever its state; null at the end. */
export function lessonAfter(course: CourseData, lessonVersionId: string): LessonData | null {
  const lessons = lessonsOf(course);
  const index = lessons.findIndex((lesson) => lesson.lessonVersionId === lessonVersionId);
  return index < 0 ? null : (lessons[index + 1] ?? null);
}
