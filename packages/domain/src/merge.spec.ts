import { describe, expect, it } from '@jest/globals';
import { type Act, DAYS, NOW, POLICY, VERIFIED, carryOut, countingUnits, live } from '../test/merge-lives.js';
import { planMerge } from './merge.js';

const [IN_2025, , , YESTERDAY, TODAY] = DAYS;
const IN_TIME = VERIFIED[1];
const LATE = VERIFIED[2];

function lesson(who: string, id: string, day: string, time = '08:00', [from, to] = [0, 3_600]): Act {
  return { who, at: Date.parse(`${day}T${time}:00+08:00`), deed: { do: 'watch', lesson: id, from, to } };
}

function merged(acts: Act[], a: number | null = IN_TIME, b: number | null = IN_TIME) {
  const lives = live({ a, b }, acts);
  const plan = planMerge({ kept: lives.a!.history(), absorbed: lives.b!.history(), policyOn: () => POLICY, nowMs: NOW });
  return { plan, after: carryOut(plan, lives.a!, lives.b!, NOW) };
}

describe('planMerge', () => {
  it("carries an entry of an open year under the kept person's own key, with its date and where it came from", () => {
    const { plan } = merged([lesson('b', 'l1', YESTERDAY)]);
    expect(plan.postings).toEqual([
      expect.objectContaining({ kind: 'lesson', key: 'lesson:a:l1', units: 144_000, date: YESTERDAY, year: 2026, note: expect.objectContaining({ person: 'b', entryHash: expect.stringMatching(/^[0-9a-f]{64}$/) }) }),
    ]);
    expect(plan.reversals).toMatchObject([{ why: 'moved', entry: { personId: 'b' } }]);
    expect(plan.closedYears).toEqual([]);
  });

  it('carries an entry of a closed year as a grant, and names the year for its statements', () => {
    const { plan } = merged([lesson('b', 'l1', IN_2025)]);
    const [{ entry }] = plan.reversals as [(typeof plan.reversals)[number]];
    expect(plan.postings).toMatchObject([{ kind: 'grant', key: `grant:merge-${entry.id}`, date: IN_2025, year: 2025 }]);
    expect(plan.closedYears).toEqual([2025]);
  });

  it("lets the earlier of two doubles stand: the kept person's", () => {
    const { plan } = merged([lesson('a', 'l1', YESTERDAY), lesson('b', 'l1', TODAY)]);
    expect(plan.postings).toEqual([]);
    expect(plan.reversals).toMatchObject([{ why: 'double', entry: { personId: 'b' } }]);
  });

  it("lets the earlier of two doubles stand: the absorbed person's", () => {
    const { plan, after } = merged([lesson('b', 'l1', YESTERDAY), lesson('a', 'l1', TODAY)]);
    expect(plan.reversals).toMatchObject([{ why: 'moved', entry: { personId: 'b' } }, { why: 'double', entry: { personId: 'a' } }]);
    expect(plan.postings).toMatchObject([{ date: YESTERDAY, units: 144_000 }]);
    expect(after.entries.at(-1)!.key).not.toBe('lesson:a:l1');
    expect(countingUnits(after)[2026]).toBe(144_000);
  });

  it('keeps the own entry where both have the same on the same date', () => {
    const { plan } = merged([lesson('b', 'l1', TODAY, '07:00'), lesson('a', 'l1', TODAY, '09:00')]);
    expect(plan.postings).toEqual([]);
    expect(plan.reversals).toMatchObject([{ why: 'double', entry: { personId: 'b' } }]);
  });

  it('takes back what the daily cap would have refused, and leaves it to be earned again', () => {
    const acts = ['l1', 'l2', 'l3'].map((id, i) => lesson('b', id, YESTERDAY, `0${i + 6}:00`));
    const { plan, after } = merged([...acts, lesson('a', 'l4', YESTERDAY, '10:00')]);
    expect(plan.reversals.filter(({ why }) => why === 'daily_cap')).toMatchObject([{ entry: { personId: 'a', sourceId: 'l4' } }]);
    expect(after.progress.get('l4')).toMatchObject({ completedOn: YESTERDAY, credited: false });
    expect(countingUnits(after)[2026]).toBe(432_000);
  });

  it('completes today what only both together have covered, unless the cap of today is reached', () => {
    const halves = [lesson('a', 'l1', IN_2025, '08:00', [0, 1_800]), lesson('b', 'l1', YESTERDAY, '08:00', [1_800, 3_400])];
    const { plan, after } = merged(halves);
    expect(plan.postings).toMatchObject([{ kind: 'lesson', key: 'lesson:a:l1', date: TODAY, units: 144_000 }]);
    expect(after.progress.get('l1')).toMatchObject({ round: 1, coverage: [[0, 3_400]], completedOn: TODAY, credited: true });

    const full = ['l2', 'l3', 'l4'].map((id, i) => lesson('b', id, TODAY, `0${i + 6}:00`));
    const capped = merged([...halves, ...full]);
    expect(capped.after.progress.get('l1')).toMatchObject({ completedOn: TODAY, credited: false });
    expect(countingUnits(capped.after)[2026]).toBe(432_000);
  });

  it.each([
    { kept: IN_TIME, absorbed: null, why: 'the absorbed one was never verified' },
    { kept: null, absorbed: LATE, why: 'the absorbed one was verified after the books had closed' },
  ])('leaves entries of a closed year that never counted uncounted: $why', ({ kept, absorbed }) => {
    const { plan, after } = merged([lesson('b', 'l1', IN_2025), lesson('b', 'l2', YESTERDAY)], kept, absorbed);
    expect(plan.postings).toMatchObject([{ sourceId: 'l2' }]);
    expect(countingUnits(after)).toEqual({ 2025: 0, 2026: 144_000 });
  });

  it("takes the kept person's own uncounted entries back where the other's verification would make them count", () => {
    const { plan, after } = merged([lesson('a', 'l1', IN_2025), lesson('b', 'l2', IN_2025)], LATE, IN_TIME);
    expect(plan.verifiedMs).toBe(IN_TIME);
    expect(plan.reversals).toMatchObject([{ why: 'moved' }, { why: 'never_counted', entry: { personId: 'a', sourceId: 'l1' } }]);
    expect(countingUnits(after)).toEqual({ 2025: 144_000, 2026: 0 });
  });
});
