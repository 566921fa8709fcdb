import type { LessonContent, CourseContent } from '../content/courses/course-content.js';
import { Dice } from './dice.js';
import { demoId } from './demo-id.js';

const SHORTEST_SECONDS = 40;
const LONGEST_SECONDS = 90;

/** A lesson of the demo with what follows from its place in its course. */
export interface LessonPlan {
  /** Names the lesson in ids; never shown. */
  key: string;
  course: CourseContent;
  content: LessonContent;
  /** Length of its video in whole seconds. */
  seconds: number;
  mediaId: string;
}

/** The lessons of a course in order. */
export function lessonPlans(course: CourseContent): LessonPlan[] {
  return course.chapters
    .flatMap((chapter) => chapter.lessons)
    .map((content, i) => {
      const key = `${course.key}/${i + 1}`;
      const seconds = content.seconds ?? new Dice(`length:${key}`).whole(SHORTEST_SECONDS, LONGEST_SECONDS);
      return { key, course, content, seconds, mediaId: demoId(`media:${key}`) };
    });
}
