import { POINT_RULES, type PointKind, pointKey, shanghaiDate, signInPoints, streakOn } from '@xuexi/domain';
import type { CourseRating } from '../../learning/ratings/course-rating.entity.js';
import type { LearningGroupMember } from '../../points/learning-group-member.entity.js';
import type { LearningGroup } from '../../points/learning-group.entity.js';
import type { PointEntry } from '../../points/point-entry.entity.js';
import { GROUPS } from '../content/groups.js';
import { demoId } from './demo-id.js';
import { DAY_MS } from './demo-time.js';
import type { LearnerHistory } from './learner-history.js';
import { type DemoRegions, regionOf } from './region-rows.js';

/** Points of learners: for the dates on which they completed a lesson, from the first on, and for what they said of courses. */
export function pointRows(learners: readonly LearnerHistory[], ratings: readonly CourseRating[]): PointEntry[] {
  const visits = learners.flatMap(({ person, completions }) => visitsOf(person.id, completions.map(({ completedAt }) => completedAt.getTime())));
  const comments = ratings.filter(({ comment }) => comment !== null).map(({ personId, courseId, createdAt }) => entry('comment', personId, pointKey.comment(personId, courseId), POINT_RULES.comment, createdAt.getTime()));
  return [...visits, ...comments];
}

/** Groups where they are at home, a month old. */
export function groupRows(regions: DemoRegions, learners: readonly LearnerHistory[], nowMs: number): { groups: LearningGroup[]; members: LearningGroupMember[] } {
  const createdAt = new Date(nowMs - 30 * DAY_MS);
  const made = GROUPS.map(({ key, name, about, street, members }) => {
    const region = regionOf(regions, street);
    const id = demoId(`group:${key}`, createdAt.getTime());
    const within = learners.filter(({ person }) => person.verifiedAt !== null && person.regionPath?.startsWith(region.path)).slice(0, members);
    const group: LearningGroup = { id, name, about, founderPersonId: within[0]!.person.id, regionId: region.id, regionPath: region.path, createdAt, closedAt: null, nameKey: `${region.id}:${name}` };
    return { group, members: within.map(({ person }) => ({ groupId: id, personId: person.id, joinedAt: createdAt })) };
  });
  return { groups: made.map(({ group }) => group), members: made.flatMap(({ members }) => members) };
}

function visitsOf(personId: string, atMs: readonly number[]): PointEntry[] {
  const first = Math.min(...atMs);
  if (atMs.length === 0) return [];
  const dates = new Map(atMs.toSorted((a, b) => b - a).map((ms) => [shanghaiDate(ms), ms]));
  const signIns = [...dates].map(([date, ms]) => entry('sign_in', personId, pointKey.signIn(personId, date), signInPoints(streakOn(date, dates.keys())), ms));
  return [entry('registration', personId, pointKey.registration(personId), POINT_RULES.registration, first), ...signIns];
}

function entry(kind: PointKind, personId: string, idempotencyKey: string, points: number, atMs: number): PointEntry {
  return { id: demoId(`point:${idempotencyKey}`, atMs), personId, kind, idempotencyKey, points, date: shanghaiDate(atMs), recordedAt: new Date(atMs) };
}
