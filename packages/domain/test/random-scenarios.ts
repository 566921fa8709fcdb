/** Random scenarios: events of all kinds around a New Year, of three persons, most of which can happen. */
import fc from 'fast-check';
import type { Scenario, ScenarioEvent } from '../src/replay/index.js';
import { Impossible, NaiveReplay } from './naive-replay.js';

/** A few days before New Year, so that years end, close and follow within a scenario. */
const START = Date.parse('2026-12-28T03:00:00.000Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const PEOPLE = ['p1', 'p2', 'p3'];
const LESSONS = ['l1', 'l2', 'l3', 'l4'];

/** Sessions that every scenario opens at its start: one person in three tabs, another with two. */
const OPENED = [
  { session: 's1', person: 'p1', lesson: 'l1' },
  { session: 's2', person: 'p1', lesson: 'l2' },
  { session: 's3', person: 'p1', lesson: 'l3' },
  { session: 's4', person: 'p2', lesson: 'l2' },
  { session: 's5', person: 'p2', lesson: 'l3' },
];
const SESSIONS = [...OPENED.map((opened) => opened.session), 's6', 's7'];

const person = fc.constantFrom(...PEOPLE);
const session = fc.constantFrom(...SESSIONS);
const date = fc.constantFrom('2026-01-01', '2026-12-31', '2027-01-01', '2027-02-02');
const range = fc.tuple(fc.nat(80), fc.integer({ min: 1, max: 60 })).map(([from, length]): [number, number] => [from, from + length]);
const keys = ['opening:p1:2026', 'opening:p3:2026', 'grant:g1', 'grant:g2', 'reverse:grant:g1', 'transfer:i:t1', 'quiz:p1:c1', 'attend:p1:a1', 'attend:p2:a2'];
const key = fc.constantFrom(...keys, ...PEOPLE.flatMap((p) => LESSONS.map((l) => `lesson:${p}:${l}`)), 'course:p1:c1', 'course:p2:c2');

const is = <Type extends string>(type: Type) => fc.constant(type);
const report = fc.record({
  type: is('report'),
  session,
  seq: fc.nat(30),
  ranges: fc.oneof(fc.constantFrom<[number, number][]>([[0, 60]], [[0, 90]], [[0, 20]]), fc.array(range, { maxLength: 3 })),
  rate: fc.constant(1),
});
const action = fc.oneof(
  { weight: 8, arbitrary: report },
  { weight: 3, arbitrary: fc.record({ type: is('open'), person, session, lesson: fc.constantFrom(...LESSONS) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('presenceAsked' as const, 'presenceAnswered' as const), session }) },
  { weight: 1, arbitrary: fc.record({ type: is('verify'), person }) },
  { weight: 3, arbitrary: fc.record({ type: is('quiz'), person, course: fc.constantFrom('c1', 'c1', 'c1', 'c2', 'c3'), score: fc.constantFrom(0.3, 0.59, 0.6, 1) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: is('attend'),
      person,
      activity: fc.constantFrom('a1', 'a2', 'a3'),
      classHours: fc.constantFrom(1, 2.5, 4, 6),
      scheduledMinutes: fc.constant(90),
      presentMinutes: fc.constantFrom(71, 72, 90),
      signedOut: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: is('grant'),
      person,
      id: fc.constantFrom('g1', 'g2', 'g3'),
      units: fc.constantFrom(1_000, 540_000, 540_001, 2_160_000),
      date,
      reason: fc.constant('示范课'),
      approvals: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: is('transfer'), person, issuer: fc.constant('i'), id: fc.constantFrom('t1', 't2'), units: fc.constant(5_000), date }) },
  { weight: 3, arbitrary: fc.record({ type: is('reverse'), key, reason: fc.constant('有误') }) },
  { weight: 1, arbitrary: fc.record({ type: is('close'), year: fc.constantFrom(2025, 2026) }) },
);
const wait = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 1, 15_000, 30_000, 60_000, 60_001, 121_000) },
  { weight: 2, arbitrary: fc.constantFrom(HOUR, 12 * HOUR, DAY) },
  { weight: 1, arbitrary: fc.constantFrom(5 * DAY, 20 * DAY) },
);
export const events = fc.array(fc.tuple(wait, action), { maxLength: 80, size: 'max' }).map((steps): ScenarioEvent[] => {
  let now = START;
  const openings = OPENED.map((opened): ScenarioEvent => ({ at: new Date(now).toISOString(), type: 'open', ...opened }));
  const rest = steps.map(([waited, step]) => ({ at: new Date((now += waited)).toISOString(), ...step }));
  return [...openings, ...rest];
});

const small = { preset: 'standard-2026' as const, overrides: { dailyCapUnits: 3_000 } };
const policy = fc.constantFrom<Scenario['policy']>('standard-2026', 'hour-60', 'tiers', 'course-fixed', small, [
  { from: '2026-12-30', policy: 'course-fixed' },
  { from: '2027-01-01', policy: small },
]);
export const stage = fc.record({ policy, p2VerifiedAt: fc.constantFrom(null, '2026-12-31T10:00:00.000Z', '2027-01-15T16:00:00.000Z') }).map(
  (choice): Omit<Scenario, 'events'> => ({
    policy: choice.policy,
    people: [
      { id: 'p1', verifiedAt: '2026-06-01T00:00:00.000Z', openingUnits: { 2025: 7, 2026: 2_158_000 } },
      { id: 'p2', verifiedAt: choice.p2VerifiedAt, openingUnits: {} },
      { id: 'p3', verifiedAt: null, openingUnits: { 2026: 2_000_000, 2027: 1 } },
    ],
    courses: [
      { id: 'c1', lessons: [{ id: 'l1', seconds: 60 }], quiz: true, fixedUnits: 324_000 },
      { id: 'c2', lessons: [{ id: 'l2', seconds: 90 }, { id: 'l3', seconds: 60 }], quiz: false, fixedUnits: 108_000 },
      { id: 'c3', lessons: [{ id: 'l4', seconds: 20 }], quiz: true, fixedUnits: null },
    ],
  }),
);

/** Sorts random events into those that can happen, one after the other, and the first that cannot. */
export function divide(start: Omit<Scenario, 'events'>, list: readonly ScenarioEvent[]) {
  const naive = new NaiveReplay(start);
  const possible: ScenarioEvent[] = [];
  let impossible: { after: number; event: ScenarioEvent } | null = null;
  for (const event of list) {
    try {
      naive.step(event);
      possible.push(event);
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
      impossible ??= { after: possible.length, event };
    }
  }
  return { possible, impossible, expected: naive.result() };
}
