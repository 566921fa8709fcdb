/** The worked examples of credit-rules.md as scenarios, for every way to run one. */
import { describe, expect, it } from '@jest/globals';
import type { ReplayResult, ScenarioInput } from '../src/replay/index.js';
import { type EventInput, VERIFIED, later, scenarioOf, watching } from './scenarios.js';

const WANG = [{ id: 'p1', verifiedAt: VERIFIED, openingUnits: { 2026: 2_144_000 } }];

/** @param replayed gives the result of a scenario */
export function describeWorkedExamples(way: string, replayed: (scenario: ScenarioInput) => ReplayResult): void {
  const run = (events: EventInput[], parts?: Partial<ScenarioInput>): ReplayResult => replayed(scenarioOf(events, parts));

  describe(`worked examples, ${way}`, () => {
    it('A: a lesson completed after midnight of New Year counts in the new year', () => {
      const result = run(watching('p1', 's1', 'l1', '2026-12-31T15:52:00.000Z', 900), { people: WANG });
      expect(result.completions).toEqual([
        { person: 'p1', lesson: 'l1', at: '2026-12-31T16:05:30.000Z', date: '2027-01-01', credited: true },
      ]);
      expect(result.entries).toEqual([
        {
          key: 'opening:p1:2026',
          kind: 'grant',
          units: 2_144_000,
          date: '2026-01-01',
          year: 2026,
          policy: 'standard-2026',
          provisional: false,
        },
        { key: 'lesson:p1:l1', kind: 'lesson', units: 36_000, date: '2027-01-01', year: 2027, policy: 'standard-2026', provisional: false },
      ]);
      expect(result.totals).toEqual([
        { person: 'p1', year: 2026, units: 2_144_000, credits: '19.85', targetMet: false },
        { person: 'p1', year: 2027, units: 36_000, credits: '0.33', targetMet: false },
      ]);
      expect(result.coverage).toEqual([{ person: 'p1', lesson: 'l1', seconds: 900 }]);
      expect(result.refused).toEqual([]);
    });

    it('B: the same lesson begun earlier meets the target of the old year', () => {
      const result = run(watching('p1', 's1', 'l1', '2026-12-31T15:40:00.000Z', 900), { people: WANG });
      expect(result.completions).toMatchObject([{ at: '2026-12-31T15:53:30.000Z', date: '2026-12-31' }]);
      expect(result.totals).toEqual([{ person: 'p1', year: 2026, units: 2_180_000, credits: '20.18', targetMet: true }]);
    });

    it('C: a forged first report covers 27 s, the next honest one all of its 15', () => {
      const start = '2026-12-20T01:00:00.000Z';
      const result = run([
        { at: start, type: 'open', person: 'p1', session: 's1', lesson: 'l1' },
        { at: later(start, 15), type: 'report', session: 's1', seq: 1, ranges: [[0, 60]], rate: 1 },
        { at: later(start, 30), type: 'report', session: 's1', seq: 2, ranges: [[60, 75]], rate: 1 },
      ]);
      expect(result.coverage).toEqual([{ person: 'p1', lesson: 'l1', seconds: 42 }]);
      expect(result.refused).toEqual([{ at: later(start, 15), type: 'report', session: 's1', seq: 1, seconds: 33, why: 'clock' }]);
    });

    it('D: the first of two tabs adds nothing once the second has the lease', () => {
      const start = '2026-12-20T01:00:00.000Z';
      const courses = [{ id: 'c1', lessons: [{ id: 'l1', seconds: 900 }, { id: 'l2', seconds: 900 }] }];
      const claims = [15, 30, 45, 60].flatMap((seconds, i) =>
        ['s1', 's2'].map((session) => ({
          at: later(start, seconds),
          type: 'report' as const,
          session,
          seq: i + 1,
          ranges: [[0, 900]] as [number, number][],
          rate: 1,
        })),
      );
      const result = run(
        [
          { at: start, type: 'open', person: 'p1', session: 's1', lesson: 'l1' },
          { at: start, type: 'open', person: 'p1', session: 's2', lesson: 'l2' },
          ...claims,
        ],
        { courses },
      );
      expect(result.coverage).toEqual([
        { person: 'p1', lesson: 'l1', seconds: 0 },
        { person: 'p1', lesson: 'l2', seconds: 95 },
      ]);
      expect(result.refused.filter((row) => row.why === 'lease_taken').map((row) => [row.session, row.seconds])).toEqual([
        ['s1', 900],
        ['s1', 900],
        ['s1', 900],
        ['s1', 900],
      ]);
    });

    it('E: the lesson that finds the day full is not credited, and is when it is completed again on the next day', () => {
      const lessons = ['l1', 'l2', 'l3', 'l4'].map((id) => ({ id, seconds: 3_600 }));
      const day = '2026-12-20T00:00:00.000Z';
      const events = [
        ...lessons.flatMap(({ id }, i) => watching('p1', `s${i + 1}`, id, later(day, i * 3_600), 3_600)),
        ...watching('p1', 's5', 'l4', '2026-12-21T00:00:00.000Z', 3_600),
      ];
      const result = run(events, { courses: [{ id: 'c1', lessons }] });
      expect(result.completions.map(({ lesson, date, credited }) => [lesson, date, credited])).toEqual([
        ['l1', '2026-12-20', true],
        ['l2', '2026-12-20', true],
        ['l3', '2026-12-20', true],
        ['l4', '2026-12-20', false],
        ['l4', '2026-12-21', true],
      ]);
      expect(result.entries.map(({ key, units, date }) => [key, units, date])).toEqual([
        ['lesson:p1:l1', 144_000, '2026-12-20'],
        ['lesson:p1:l2', 144_000, '2026-12-20'],
        ['lesson:p1:l3', 144_000, '2026-12-20'],
        ['lesson:p1:l4', 144_000, '2026-12-21'],
      ]);
      expect(result.totals).toEqual([{ person: 'p1', year: 2026, units: 576_000, credits: '5.33', targetMet: false }]);
    });

    it('F: a reversal after the closing makes statement version 2 and revokes version 1', () => {
      const attended = { classHours: 2, scheduledMinutes: 90, presentMinutes: 90, signedOut: true };
      const result = run(
        [
          { at: '2026-11-07T03:30:00.000Z', type: 'attend', person: 'p1', activity: 'a1', ...attended },
          { at: '2027-01-15T16:00:00.000Z', type: 'close', year: 2026 },
          { at: '2027-02-03T02:00:00.000Z', type: 'reverse', key: 'attend:p1:a1', reason: '签到有误' },
        ],
        { people: [{ id: 'p1', verifiedAt: VERIFIED, openingUnits: { 2026: 1_964_000 } }] },
      );
      expect(result.entries.at(-1)).toEqual({
        key: 'reverse:attend:p1:a1',
        kind: 'reversal',
        units: -216_000,
        date: '2027-02-03',
        year: 2026,
        policy: 'standard-2026',
        provisional: false,
      });
      expect(result.totals).toEqual([{ person: 'p1', year: 2026, units: 1_964_000, credits: '18.18', targetMet: false }]);
      expect(result.statements).toEqual([
        { person: 'p1', year: 2026, version: 1, units: 2_180_000, targetMet: true, status: 'revoked' },
        { person: 'p1', year: 2026, version: 2, units: 1_964_000, targetMet: false, status: 'valid' },
      ]);
    });
  });
}
