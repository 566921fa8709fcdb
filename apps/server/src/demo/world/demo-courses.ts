import { PUBLISHED_COURSES, UNPUBLISHED_COURSES } from '../content/courses/index.js';
import type { CourseContent } from '../content/courses/course-content.js';
import { demoId } from './demo-id.js';
import { DAY_MS, atTimeOfDay } from './demo-time.js';
import { type LessonPlan, lessonPlans } from './lesson-plan.js';

/** A lesson of the demo as it stands in the database. */
export interface DemoLesson extends LessonPlan {
  lessonId: string;
  /** Also of lessons that are not published yet, which have no such row. */
  lessonVersionId: string;
}

/** A course of the demo as it stands in the database. */
export interface DemoCourse {
  content: CourseContent;
  id: string;
  /** Also of courses that are not published yet, which have no such row. */
  versionId: string;
  createdMs: number;
  submittedMs: number | null;
  publishedMs: number | null;
  /** Last change by the instructor or decision of the reviewer. */
  updatedMs: number;
  lessons: readonly DemoLesson[];
}

/** So many courses are there from the first day; the others follow one after the other. */
const FROM_THE_FIRST_DAY = 6;
/** Part of the history that passes between two later courses. */
const SHARE_BETWEEN = 0.05;
const DAYS_OF_WORK = 30;
const DAYS_OF_REVIEW = 2;

/** The courses of the demo, in order of publication, then those on their way. */
export function demoCourses(startMs: number, nowMs: number): DemoCourse[] {
  const published = PUBLISHED_COURSES.map((content, i) => {
    const later = i - FROM_THE_FIRST_DAY + 1;
    const aboutMs = later > 0 ? startMs + (nowMs - startMs) * SHARE_BETWEEN * later : startMs + (i - 2 * FROM_THE_FIRST_DAY) * DAY_MS;
    const publishedMs = atTimeOfDay(aboutMs, 10 * 60 + 5 * i);
    return demoCourse(content, { createdMs: publishedMs - DAYS_OF_WORK * DAY_MS, submittedMs: publishedMs - DAYS_OF_REVIEW * DAY_MS, publishedMs, updatedMs: publishedMs });
  });
  return [...published, ...UNPUBLISHED_COURSES.map((content) => demoCourse(content, lately(content, nowMs)))];
}

type Times = Pick<DemoCourse, 'createdMs' | 'submittedMs' | 'publishedMs' | 'updatedMs'>;

/** When an unpublished course came to where it is. */
function lately({ state }: CourseContent, nowMs: number): Times {
  const daysAgo = (days: number): number => atTimeOfDay(nowMs - days * DAY_MS, 16 * 60);
  if (state === 'in_review') return { createdMs: daysAgo(20), submittedMs: daysAgo(2), publishedMs: null, updatedMs: daysAgo(2) };
  if (state === 'returned') return { createdMs: daysAgo(33), submittedMs: daysAgo(6), publishedMs: null, updatedMs: daysAgo(4) };
  return { createdMs: daysAgo(5), submittedMs: null, publishedMs: null, updatedMs: daysAgo(1) };
}

function demoCourse(content: CourseContent, times: Times): DemoCourse {
  return {
    content,
    ...times,
    id: demoId(`course:${content.key}`, times.createdMs),
    versionId: demoId(`course-version:${content.key}`, times.publishedMs ?? times.createdMs),
    lessons: lessonPlans(content).map((plan) => ({
      ...plan,
      lessonId: demoId(`lesson:${plan.key}`, times.createdMs),
      lessonVersionId: demoId(`lesson-version:${plan.key}`, times.publishedMs ?? times.createdMs),
    })),
  };
}
