/** Events of scenarios, and what becomes of them, in short for the tests of replaying. */
import type { ReplayResult } from '../src/replay/index.js';
import type { EventInput } from './scenarios.js';

export const MORNING = '2026-12-20T01:00:00.000Z';
export const AFTER_CLOSING = '2027-02-03T02:00:00.000Z';
export const CLOSE_2026 = { at: '2027-01-15T16:00:00.000Z', type: 'close', year: 2026 } satisfies EventInput;

export const quiz = (at: string, score: number, course = 'c1'): EventInput => ({ at, type: 'quiz', person: 'p1', course, score });
export const attend = (at: string, activity: string, changes: object = {}): EventInput => ({
  at,
  type: 'attend',
  person: 'p1',
  activity,
  classHours: 2,
  scheduledMinutes: 90,
  presentMinutes: 90,
  signedOut: true,
  ...changes,
});
export const grant = (at: string, id: string, changes: object = {}): EventInput => ({
  at,
  type: 'grant',
  person: 'p1',
  id,
  units: 108_000,
  date: '2026-06-01',
  reason: '示范课',
  approvals: 1,
  ...changes,
});
export const transfer = (at: string, id: string, date: string): EventInput => ({ at, type: 'transfer', person: 'p1', issuer: 'city', id, units: 54_000, date });
export const reverse = (at: string, key: string): EventInput => ({ at, type: 'reverse', key, reason: '有误' });

export const whys = (result: ReplayResult) => result.refused.map((row) => row.why);
export const posted = (result: ReplayResult) => result.entries.map(({ key, units }) => [key, units]);
export const course = (lessons: string[], parts: object = {}) => ({
  id: 'c1',
  lessons: lessons.map((id) => ({ id, seconds: 60 })),
  quiz: false,
  fixedUnits: 324_000,
  ...parts,
});
