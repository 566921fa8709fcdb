/** The state of a scenario while it runs, and the references that its events make. */
import type { EntryKind } from '../ledger.js';
import { type Policy, type PolicyTimeline, policyOn } from '../policy.js';
import type { LessonProgress } from '../progress.js';
import type { SessionState, WatchClock } from '../watch.js';
import { ScenarioFault } from './fault.js';
import { type EventType, type Scenario, type ScenarioEvent, timelineOf } from './scenario.js';

export type RefusedWhy =
  | 'clock'
  | 'lease_taken'
  | 'presence'
  | 'duplicate'
  | 'attempts'
  | 'threshold'
  | 'daily_hours'
  | 'year_closed'
  | 'approval'
  | 'already_posted';

export interface WorldPerson {
  id: string;
  /** When the real name was verified; null while it is not. */
  verifiedMs: number | null;
  clock: WatchClock | null;
  /** By lesson id. */
  progress: Map<string, LessonProgress>;
  /** Lessons completed in any round. */
  finishedLessons: Set<string>;
  passedQuizzes: Set<string>;
  /** Attempts by course id and date. */
  quizAttempts: Map<string, number>;
  entries: WorldEntry[];
  /** By year, in order of version. */
  statements: Map<number, WorldStatement[]>;
}

export interface WorldCourse {
  id: string;
  lessonIds: readonly string[];
  quiz: boolean;
  fixedUnits: number | null;
}

export interface WorldLesson {
  id: string;
  seconds: number;
  course: WorldCourse;
}

export interface WorldSession {
  person: WorldPerson;
  lesson: WorldLesson;
  state: SessionState;
}

export interface WorldEntry {
  person: WorldPerson;
  key: string;
  kind: EntryKind;
  units: number;
  date: string;
  year: number;
  policy: string;
  /** When it was posted. */
  atMs: number;
  /** Whether its person was verified when it was posted. Two events may share a time, so the times alone do not tell. */
  verifiedBefore: boolean;
  /** What a reversal reverses. */
  reverses: WorldEntry | null;
}

export interface WorldStatement {
  version: number;
  units: number;
  targetMet: boolean;
}

export interface WorldCompletion {
  person: string;
  lesson: string;
  atMs: number;
  date: string;
  credited: boolean;
}

export interface WorldRefusal {
  person: string;
  atMs: number;
  type: EventType;
  /** What tells the refused event apart, as the event itself names it. */
  details: Record<string, string | number>;
  why: RefusedWhy;
}

export interface World {
  timeline: PolicyTimeline;
  people: Map<string, WorldPerson>;
  courses: Map<string, WorldCourse>;
  lessons: Map<string, WorldLesson>;
  sessions: Map<string, WorldSession>;
  entriesByKey: Map<string, WorldEntry>;
  completions: WorldCompletion[];
  refusals: WorldRefusal[];
}

/** One event as its handler gets it. */
export interface Step<Event extends ScenarioEvent = ScenarioEvent> {
  world: World;
  event: Event;
  atMs: number;
  /** Shanghai date of `atMs`. */
  date: string;
  /** JSON path of the event. */
  path: string;
}

/**
 * The state before the first event.
 *
 * @throws ScenarioFault when two people, courses or lessons share an id, or a policy cannot be run
 */
export function newWorld(scenario: Scenario): World {
  const world: World = {
    timeline: timelineOf(scenario.policy),
    people: new Map(),
    courses: new Map(),
    lessons: new Map(),
    sessions: new Map(),
    entriesByKey: new Map(),
    completions: [],
    refusals: [],
  };
  scenario.people.forEach((person, i) => addOnce(world.people, newPerson(person), `$.people[${i}].id`));
  scenario.courses.forEach((course, i) => addCourse(world, course, `$.courses[${i}]`));
  return world;
}

/** The policy in force on a date of the scenario. */
export function policyAt(world: World, date: string): Policy {
  return policyOn(world.timeline, date);
}

/** What an event refers to by one of its fields; a name that stands for nothing makes the scenario invalid. */
export function refer<Value>(known: ReadonlyMap<string, Value>, id: string, path: string): Value {
  const value = known.get(id);
  if (value === undefined) throw new ScenarioFault(path, `unknown: ${JSON.stringify(id)}`);
  return value;
}

/** Adds what may be named once only. */
export function addOnce<Value extends { id: string }>(known: Map<string, Value>, value: Value, path: string): void {
  if (known.has(value.id)) throw new ScenarioFault(path, `used twice: ${JSON.stringify(value.id)}`);
  known.set(value.id, value);
}

/** Adds a row to `refused`. */
export function refuse(step: Step, person: WorldPerson, why: RefusedWhy, details: WorldRefusal['details']): void {
  step.world.refusals.push({ person: person.id, atMs: step.atMs, type: step.event.type, details, why });
}

function newPerson(person: Scenario['people'][number]): WorldPerson {
  return {
    id: person.id,
    verifiedMs: person.verifiedAt === null ? null : Date.parse(person.verifiedAt),
    clock: null,
    progress: new Map(),
    finishedLessons: new Set(),
    passedQuizzes: new Set(),
    quizAttempts: new Map(),
    entries: [],
    statements: new Map(),
  };
}

function addCourse(world: World, course: Scenario['courses'][number], path: string): void {
  const { id, quiz, fixedUnits } = course;
  const added: WorldCourse = { id, lessonIds: course.lessons.map((lesson) => lesson.id), quiz, fixedUnits };
  addOnce(world.courses, added, `${path}.id`);
  course.lessons.forEach((lesson, i) => addOnce(world.lessons, { ...lesson, course: added }, `${path}.lessons[${i}].id`));
}
