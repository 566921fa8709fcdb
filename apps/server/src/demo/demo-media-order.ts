import { PUBLISHED_COURSES, UNPUBLISHED_COURSES } from './content/courses/index.js';
import { type LessonPlan, lessonPlans } from './world/lesson-plan.js';

/** What a visitor sees first on the home page. */
const FIRST_SEEN_COURSES = 4;
/** The lesson that the learner of the demo is in the middle of. */
const RESUMED_LESSON = 'porcelain/3';

/**
 * Every lesson with a video, in the order that serves visitors best: one short lesson, so that something plays at once; the first lessons of what
 * the home page shows first; the lesson to go on with; the course that waits for review; then the others, newest course first.
 */
export function mediaOrder(): LessonPlan[] {
  const published = PUBLISHED_COURSES.toReversed().map(lessonPlans);
  const unpublished = UNPUBLISHED_COURSES.map(lessonPlans);
  const firstLessons = published.flatMap((lessons) => lessons.slice(0, 1));
  const inReview = unpublished.flat().filter(({ course }) => course.state === 'in_review');
  const all = [...published.flat(), ...unpublished.flat()];
  const resumed = all.filter(({ key }) => key === RESUMED_LESSON);
  const firstSeen = firstLessons.slice(0, FIRST_SEEN_COURSES).toSorted((a, b) => a.seconds - b.seconds);
  const byKey = new Map([...firstSeen, ...resumed, ...inReview, ...firstLessons, ...all].map((plan) => [plan.key, plan]));
  return [...byKey.values()].filter(({ content }) => !content.withoutVideo);
}
