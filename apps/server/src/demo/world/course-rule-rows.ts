import { dayEndsAt, shanghaiDate } from '@xuexi/domain';
import type { CourseInvitation } from '../../catalog/course-invitation.entity.js';
import type { CoursePrerequisite } from '../../catalog/course-prerequisite.entity.js';
import type { CourseRating } from '../../learning/ratings/course-rating.entity.js';
import { RATINGS, rulesOf } from '../content/course-rules.js';
import type { DemoCourse } from './demo-courses.js';
import { demoId } from './demo-id.js';
import { DAY_MS } from './demo-time.js';
import type { LearnerHistory } from './learner-history.js';

const INVITED = 30;
const VALID_DAYS = 60;

/** The prerequisites that instructors have set. */
export function prerequisiteRows(courses: readonly DemoCourse[]): CoursePrerequisite[] {
  return courses.flatMap((course) => {
    const { after } = rulesOf(course.content);
    const required = courses.find(({ content }) => content.key === after);
    return required ? [{ courseId: course.id, requiredCourseId: required.id }] : [];
  });
}

/** The codes that instructors have given out. */
export function invitationRows(courses: readonly DemoCourse[], ownerOf: (course: DemoCourse) => string, nowMs: number): CourseInvitation[] {
  return courses.flatMap((course) => {
    const { invitation: code } = rulesOf(course.content);
    if (code === undefined) return [];
    const createdMs = nowMs - 7 * DAY_MS;
    const expiresAt = new Date(dayEndsAt(shanghaiDate(nowMs + VALID_DAYS * DAY_MS)));
    return [{ id: demoId(`invitation:${course.content.key}`, createdMs), courseId: course.id, code, createdBy: ownerOf(course), createdAt: new Date(createdMs), expiresAt, maxUses: INVITED, uses: 0, revokedAt: null }];
  });
}

/** What learners said of courses a while after they had completed a lesson of them. */
export function ratingRows(courses: readonly DemoCourse[], learners: readonly LearnerHistory[], nowMs: number): CourseRating[] {
  const rated = new Set<string>();
  return RATINGS.flatMap(({ course: key, stars, comment }) => {
    const course = courses.find(({ content }) => content.key === key);
    const learner = course && learners.find(({ person, completions }) => !rated.has(`${person.id}|${course.id}`) && completions.some(({ courseVersionId }) => courseVersionId === course.versionId));
    if (!course || !learner) return [];
    rated.add(`${learner.person.id}|${course.id}`);
    const completed = learner.completions.find(({ courseVersionId }) => courseVersionId === course.versionId)!;
    const at = new Date(Math.min(nowMs, completed.completedAt.getTime() + DAY_MS));
    const unhidden = { hiddenAt: null, hiddenBy: null, hiddenReason: null };
    return [{ id: demoId(`rating:${learner.person.id}/${key}`, at.getTime()), personId: learner.person.id, courseId: course.id, stars, comment, createdAt: at, updatedAt: at, ...unhidden }];
  });
}
