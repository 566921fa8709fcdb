/** Events that earn or take back credit (credit-rules.md 8–12). */
import { isYearClosed, yearOfDate } from '../calendar.js';
import { type EntryKind, WATCHED_KINDS, entryKey } from '../ledger.js';
import { courseFinished, courseValue, creditAttendance, creditCompletion, grantApproved, mayAttemptQuiz, quizPassed, quizValue } from '../policy.js';
import type { LessonProgress } from '../progress.js';
import { amendStatement } from './closing.js';
import { ScenarioFault } from './fault.js';
import type { EventOf } from './scenario.js';
import { type Step, type World, type WorldCourse, type WorldEntry, type WorldPerson, type WorldSession, policyAt, refer, refuse } from './world.js';

interface Posting {
  person: WorldPerson;
  key: string;
  kind: EntryKind;
  units: number;
  date: string;
  atMs: number;
  reverses?: WorldEntry;
}

/** Adds an entry under the policy of its date. A reversal counts in the year of what it reverses. */
export function post(world: World, posting: Posting): WorldEntry {
  const { reverses = null, ...rest } = posting;
  const { verifiedMs } = posting.person;
  const entry: WorldEntry = {
    ...rest,
    reverses,
    year: reverses?.year ?? yearOfDate(posting.date),
    policy: policyAt(world, posting.date).version,
    verifiedBefore: verifiedMs !== null && verifiedMs <= posting.atMs,
  };
  world.entriesByKey.set(entry.key, entry);
  entry.person.entries.push(entry);
  return entry;
}

/** Settles the completion of a round and, by it, perhaps of the course. */
export function completeLesson(step: Step<EventOf<'report'>>, session: WorldSession, round: LessonProgress): LessonProgress {
  const { world, atMs, date } = step;
  const { person, lesson } = session;
  const { credited, units } = creditCompletion(policyAt(world, date), lesson.seconds, unitsOn(person, date, WATCHED_KINDS));
  if (credited === true) post(world, { person, key: entryKey.lesson(person.id, lesson.id), kind: 'lesson', units, date, atMs });
  world.completions.push({ person: person.id, lesson: lesson.id, atMs, date, credited: credited === true });
  person.finishedLessons.add(lesson.id);
  finishCourse(step, person, lesson.course);
  return { ...round, completedOn: date, credited };
}

export function verify({ world, event, atMs, path }: Step<EventOf<'verify'>>): void {
  const person = refer(world.people, event.person, `${path}.person`);
  person.verifiedMs = Math.min(person.verifiedMs ?? atMs, atMs);
}

export function quiz(step: Step<EventOf<'quiz'>>): void {
  const { world, event, atMs, date, path } = step;
  const person = refer(world.people, event.person, `${path}.person`);
  const course = refer(world.courses, event.course, `${path}.course`);
  if (!course.quiz) throw new ScenarioFault(`${path}.course`, `has no quiz: ${JSON.stringify(course.id)}`);
  const policy = policyAt(world, date);
  const details = { person: person.id, course: course.id };

  const attemptsKey = JSON.stringify([course.id, date]);
  const attempts = person.quizAttempts.get(attemptsKey) ?? 0;
  if (!mayAttemptQuiz(policy, attempts)) return refuse(step, person, 'attempts', details);
  person.quizAttempts.set(attemptsKey, attempts + 1);
  if (!quizPassed(policy, pointsOfScore(event.score), SCORE_POINTS)) return refuse(step, person, 'threshold', details);
  if (person.passedQuizzes.has(course.id)) return refuse(step, person, 'already_posted', details);

  person.passedQuizzes.add(course.id);
  const units = quizValue(policy);
  if (units > 0) post(world, { person, key: entryKey.quiz(person.id, course.id), kind: 'quiz', units, date, atMs });
  finishCourse(step, person, course);
}

export function attend(step: Step<EventOf<'attend'>>): void {
  const { world, event, atMs, date, path } = step;
  const person = refer(world.people, event.person, `${path}.person`);
  const key = entryKey.attend(person.id, event.activity);
  const details = { person: person.id, activity: event.activity };
  const earned = creditAttendance(policyAt(world, date), event, unitsOn(person, date, ['attend']));
  if (!earned.ok && earned.why === 'threshold') return refuse(step, person, earned.why, details);
  if (world.entriesByKey.has(key)) return refuse(step, person, 'already_posted', details);
  if (!earned.ok) return refuse(step, person, earned.why, details);
  post(world, { person, key, kind: 'attend', units: earned.units, date, atMs });
}

export function grant(step: Step<EventOf<'grant'>>): void {
  const { world, event, atMs, path } = step;
  const person = refer(world.people, event.person, `${path}.person`);
  const key = entryKey.grant(event.id);
  const details = { person: person.id, id: event.id };
  const approvals = typeof event.approvals === 'number' ? event.approvals : new Set(event.approvals).size;
  if (!grantApproved(policyAt(world, event.date), event.units, approvals)) return refuse(step, person, 'approval', details);
  if (world.entriesByKey.has(key)) return refuse(step, person, 'already_posted', details);
  amendStatement(world, post(world, { person, key, kind: 'grant', units: event.units, date: event.date, atMs }));
}

export function transfer(step: Step<EventOf<'transfer'>>): void {
  const { world, event, atMs, path } = step;
  const person = refer(world.people, event.person, `${path}.person`);
  const key = entryKey.transfer(event.issuer, event.id);
  const details = { person: person.id, issuer: event.issuer, id: event.id };
  if (isYearClosed(yearOfDate(event.date), atMs)) return refuse(step, person, 'year_closed', details);
  if (world.entriesByKey.has(key)) return refuse(step, person, 'already_posted', details);
  post(world, { person, key, kind: 'transfer', units: event.units, date: event.date, atMs });
}

export function reverse(step: Step<EventOf<'reverse'>>): void {
  const { world, event, atMs, date, path } = step;
  const reverses = refer(world.entriesByKey, event.key, `${path}.key`);
  const { person } = reverses;
  const key = entryKey.reverse(event.key);
  if (reverses.kind === 'reversal' || world.entriesByKey.has(key)) return refuse(step, person, 'already_posted', { key: event.key });
  amendStatement(world, post(world, { person, key, kind: 'reversal', units: -reverses.units, date, atMs, reverses }));
}

/** A score as points of so many: exact to thirteen decimals, and cut, not rounded, beyond, so that nothing is lifted over a whole percent. */
const SCORE_POINTS = 10 ** 13;

function pointsOfScore(score: number): number {
  // Below this, numbers are written with an exponent; a percent is far above.
  if (score < 1e-6) return 0;
  const [whole = '0', decimals = ''] = String(score).split('.');
  return Number(whole + decimals.slice(0, 13).padEnd(13, '0'));
}

/** Posts the course's own value at the moment when its lessons are complete and its quiz, if any, is passed. */
function finishCourse({ world, atMs, date }: Step, person: WorldPerson, course: WorldCourse): void {
  const key = entryKey.course(person.id, course.id);
  const units = courseValue(policyAt(world, date), course.fixedUnits);
  const finished = courseFinished({ required: course.lessonIds, quiz: course.quiz }, person.finishedLessons, person.passedQuizzes.has(course.id));
  if (!finished || units === 0 || world.entriesByKey.has(key)) return;
  post(world, { person, key, kind: 'course', units, date, atMs });
}

/** Units of a person's entries of some kinds that bear a date. */
function unitsOn(person: WorldPerson, date: string, kinds: readonly EntryKind[]): number {
  return person.entries.reduce((sum, entry) => (entry.date === date && kinds.includes(entry.kind) ? sum + entry.units : sum), 0);
}
