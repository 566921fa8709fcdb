/** The section "Exactly" of scenario-format.md, event by event: watching. */
import { describe, expect, it } from '@jest/globals';
import { MORNING, posted, course } from '../../test/scenario-events.js';
import { type EventInput, later, run, watching } from '../../test/scenarios.js';

describe('reports', () => {
  it('a duplicate gives a row with 0 seconds and changes nothing', () => {
    const events = watching('p1', 's1', 'l1', MORNING, 30);
    const result = run([...events, { ...events[2]!, at: later(MORNING, 31) }]);
    expect(result.coverage).toEqual([{ person: 'p1', lesson: 'l1', seconds: 30 }]);
    expect(result.refused).toEqual([{ at: later(MORNING, 31), type: 'report', session: 's1', seq: 2, seconds: 0, why: 'duplicate' }]);
  });

  it('a refused report gives a row only when a second not yet covered was refused', () => {
    const result = run([
      ...watching('p1', 's1', 'l1', MORNING, 30),
      { at: later(MORNING, 31), type: 'open', person: 'p1', session: 's2', lesson: 'l1' },
      { at: later(MORNING, 32), type: 'report', session: 's1', seq: 3, ranges: [[0, 30]], rate: 1 },
      { at: later(MORNING, 33), type: 'report', session: 's1', seq: 4, ranges: [[20, 35]], rate: 1 },
    ]);
    expect(result.refused).toMatchObject([{ seq: 4, seconds: 5, why: 'lease_taken' }]);
  });

  it('an unanswered presence question stops the covering and an answer lets it go on', () => {
    const answer = (seconds: number): EventInput => ({ at: later(MORNING, seconds), type: 'presenceAnswered', session: 's1' });
    const report = (seconds: number, seq: number, from: number): EventInput => ({
      at: later(MORNING, seconds),
      type: 'report',
      session: 's1',
      seq,
      ranges: [[from, from + 15]],
      rate: 1,
    });
    const result = run([
      { at: MORNING, type: 'open', person: 'p1', session: 's1', lesson: 'l1' },
      { at: later(MORNING, 1), type: 'presenceAsked', session: 's1' },
      report(121, 1, 0),
      report(122, 2, 15),
      answer(125),
      report(130, 3, 30),
    ]);
    expect(result.refused).toMatchObject([{ seq: 2, seconds: 15, why: 'presence' }]);
    expect(result.coverage).toMatchObject([{ seconds: 30 }]);
  });

  it('a report after the completion still covers, and completes nothing again', () => {
    const result = run(watching('p1', 's1', 'l1', MORNING, 900));
    expect(result.coverage).toMatchObject([{ seconds: 900 }]);
    expect(result.completions).toHaveLength(1);
    expect(posted(result)).toEqual([['lesson:p1:l1', 36_000]]);
  });

  it('a credited lesson watched again on a later date earns nothing more', () => {
    const result = run([...watching('p1', 's1', 'l1', MORNING, 900), ...watching('p1', 's2', 'l1', later(MORNING, 86_400), 900)]);
    expect(result.completions).toHaveLength(1);
    expect(posted(result)).toEqual([['lesson:p1:l1', 36_000]]);
  });

  it('a round left unpaid is empty again with the first report of a later date, not with an opening', () => {
    const policy = { preset: 'standard-2026' as const, overrides: { dailyCapUnits: 1 } };
    const courses = [course(['l1', 'l2'])];
    const day = [...watching('p1', 's1', 'l1', MORNING, 60), ...watching('p1', 's2', 'l2', later(MORNING, 100), 60)];
    const opening: EventInput = { at: later(MORNING, 86_400), type: 'open', person: 'p1', session: 's3', lesson: 'l2' };
    const report: EventInput = { at: later(MORNING, 86_410), type: 'report', session: 's3', seq: 1, ranges: [[0, 10]], rate: 1 };
    const unpaid = { person: 'p1', lesson: 'l2', seconds: 60 };
    expect(run(day, { policy, courses }).completions.map((row) => row.credited)).toEqual([true, false]);
    expect(run([...day, opening], { policy, courses }).coverage[1]).toEqual(unpaid);
    expect(run([...day, opening, report], { policy, courses }).coverage[1]).toEqual({ ...unpaid, seconds: 10 });
  });
});
