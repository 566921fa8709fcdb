import type { Membership } from '../../identity/membership.entity.js';
import type { Organisation } from '../../organisations/organisation.entity.js';
import { classSessions } from './class-sessions.js';
import { type DemoCourse, demoCourses } from './demo-courses.js';
import { historyStart } from './demo-time.js';
import { type LearnerHistory, learnerHistory } from './learner-history.js';
import { learnerProfiles } from './learner-profiles.js';
import { membershipRows, organisationRows } from './organisation-rows.js';
import { type DemoRegions, regionOf, regionRows } from './region-rows.js';

/** Everything of the demo that needs neither keys nor a database. */
export interface DemoWorld {
  startMs: number;
  nowMs: number;
  regions: DemoRegions;
  courses: readonly DemoCourse[];
  learners: readonly LearnerHistory[];
  organisations: readonly Organisation[];
  memberships: readonly Membership[];
}

/** Makes the demo as it stands at an instant: the same instant gives the same demo, to the byte. */
export function demoWorld(nowMs: number): DemoWorld {
  const startMs = historyStart(nowMs);
  const regions = regionRows(startMs);
  const courses = demoCourses(startMs, nowMs);
  const published = courses.flatMap(({ publishedMs, content, lessons }) => (publishedMs === null ? [] : [{ key: content.key, appeal: content.appeal, publishedMs, lessons: lessons.length }]));
  const world = {
    nowMs,
    courses: new Map(courses.filter(({ publishedMs }) => publishedMs !== null).map((course) => [course.content.key, course])),
    sessions: classSessions(startMs, nowMs),
  };
  const learners = learnerProfiles({ startMs, nowMs, published }).map((profile) => learnerHistory(profile, regionOf(regions, profile.communityCode), world));
  const organisations = organisationRows(regions, startMs);
  const memberships = membershipRows(organisations, learners.map(({ person }) => person));
  const organisationOf = new Map(memberships.map(({ personId, organisationId }) => [personId, organisationId]));
  const belonging = learners.map((learner) => ({ ...learner, person: { ...learner.person, organisationId: organisationOf.get(learner.person.id) ?? null } }));
  return { startMs, nowMs, regions, courses, learners: belonging, organisations, memberships };
}
