import type { LessonContent, CourseContent } from '../content/courses/course-content.js';
import { Dice } from './dice.js';
import { demoId } from './demo-id.js';

const SHORTEST_SECONDS = 40;
const LONGEST_SECONDS = 90;
/** A calm voice, with the title before it and some seconds more or less. */
const SECONDS_PER_CHARACTER = 0.55;
const TITLE_SECONDS = 5;
const MORE_OR_LESS_SECONDS = 6;

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
      return { key, course, content, seconds: content.seconds ?? drawSeconds(key, content), mediaId: demoId(`media:${key}`) };
    });
}

function drawSeconds(key: string, { lines }: LessonContent): number {
  const spoken = TITLE_SECONDS + Math.round(lines.join('').length * SECONDS_PER_CHARACTER);
  const seconds = spoken + new Dice(`length:${key}`).whole(-MORE_OR_LESS_SECONDS, MORE_OR_LESS_SECONDS);
  return Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, seconds));
}
