import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Act, DAYS, type Deed, LENGTHS, type Life, NOW, POLICY, VERIFIED, asOnePerson, carryOut, countingUnits, dateOf, live } from '../test/merge-lives.js';
import { verifyChain } from './ledger.js';
import { planMerge } from './merge.js';

const lesson = fc.constantFrom(...Object.keys(LENGTHS));
/** Whole lessons, and halves and pieces that only both together complete. */
const stretch = fc.constantFrom<[number, number][]>([0, 3_600], [0, 3_600], [0, 1_800], [1_800, 3_600], [900, 5_400], [0, 5_400], [1_000, 1_010]);
const watch = fc.tuple(lesson, stretch).map(([id, [from, to]]): Deed => ({ do: 'watch', lesson: id, from: Math.min(from, LENGTHS[id]! - 1), to: Math.min(to, LENGTHS[id]!) }));
const other: fc.Arbitrary<Deed> = fc.oneof(
  fc.constantFrom('c1', 'c2').map((course): Deed => ({ do: 'quiz', course })),
  fc.tuple(fc.constantFrom('s1', 's2', 's3'), fc.constantFrom(2, 4)).map(([session, hours]): Deed => ({ do: 'attend', session, hours })),
  fc.constantFrom(54_000, 108_000).map((units): Deed => ({ do: 'grant', units })),
);
const takeBack = fc.nat(5).map((nth): Deed => ({ do: 'takeBack', nth }));

/** Acts of some people at moments of their own, in order of time. A class meets on one day only. */
function history(people: string[], deed: fc.Arbitrary<Deed>): fc.Arbitrary<Act[]> {
  const act = fc.record({ who: fc.constantFrom(...people), day: fc.nat(DAYS.length - 1), deed });
  return fc.array(act, { maxLength: 40, size: 'max' }).map((acts) =>
    acts
      .map(({ who, day, deed: done }, i) => {
        const date = done.do === 'attend' ? DAYS[done.session === 's1' ? 0 : 3] : DAYS[day];
        return { who, deed: done, at: Date.parse(`${date}T06:00:00+08:00`) + i * 60_000 };
      })
      .sort((a, b) => a.at - b.at),
  );
}

function watchedSeconds(lives: Life[], day: string): number {
  return lives.flatMap((life) => life.completions).reduce((sum, { date, durationSeconds }) => (date === day ? sum + durationSeconds : sum), 0);
}

const verified = fc.constantFrom(...VERIFIED);
const policyOn = () => POLICY;
const deeds = fc.oneof({ weight: 6, arbitrary: watch }, { weight: 2, arbitrary: other });
const RUNS = { numRuns: 250 };

describe('merging two records of one person', () => {
  it('leaves the kept record with what one person would hold, the absorbed one with nothing', () => {
    const withReversals = fc.oneof({ weight: 6, arbitrary: deeds }, { weight: 1, arbitrary: takeBack });
    fc.assert(
      fc.property(history(['a', 'b'], withReversals), verified, verified, (acts, a, b) => {
        const lives = live({ a, b }, acts);
        const expected = asOnePerson(Object.values(lives));
        const plan = planMerge({ kept: lives.a!.history(), absorbed: lives.b!.history(), policyOn, nowMs: NOW });
        const merged = carryOut(plan, lives.a!, lives.b!, NOW);

        expect(countingUnits(merged)).toEqual(expected);
        expect(countingUnits(lives.b!)).toEqual({ 2025: 0, 2026: 0 });
        expect(verifyChain(merged.entries)).toEqual({ ok: true });
        expect(verifyChain(lives.b!.entries)).toEqual({ ok: true });
      }),
      RUNS,
    );
  });

  it('finds nothing left to do afterwards', () => {
    fc.assert(
      fc.property(history(['a', 'b'], deeds), verified, verified, (acts, a, b) => {
        const lives = live({ a, b }, acts);
        const merged = carryOut(planMerge({ kept: lives.a!.history(), absorbed: lives.b!.history(), policyOn, nowMs: NOW }), lives.a!, lives.b!, NOW);
        const again = planMerge({ kept: merged.history(), absorbed: lives.b!.history(), policyOn, nowMs: NOW + 60_000 });
        expect({ ...again, verifiedMs: null }).toEqual({ reversals: [], postings: [], completions: [], lessons: [], verifiedMs: null, unverifiedMs: null, closedYears: [] });
      }),
      RUNS,
    );
  });

  it('changes nothing of a record that absorbs an empty one', () => {
    fc.assert(
      fc.property(history(['a'], deeds), verified, (acts, a) => {
        const lives = live({ a, b: null }, acts);
        const plan = planMerge({ kept: lives.a!.history(), absorbed: lives.b!.history(), policyOn, nowMs: NOW });
        expect(plan).toMatchObject({ reversals: [], postings: [], completions: [], lessons: [] });
      }),
      RUNS,
    );
  });

  // On a full date it depends on the order: what a first merge dropped as a double does not come back in a second one.
  it('comes to the same through a chain of merges where no date is full', () => {
    fc.assert(
      fc.property(history(['a', 'b', 'c'], deeds), (acts) => {
        const lives = live({ a: VERIFIED[1], b: VERIFIED[1], c: VERIFIED[1] }, acts);
        fc.pre(acts.every(({ deed }) => deed.do !== 'attend' || deed.hours === 2));
        fc.pre(!DAYS.some((day) => watchedSeconds(Object.values(lives), day) >= 10_800));
        const expected = asOnePerson(Object.values(lives));
        const first = planMerge({ kept: lives.b!.history(), absorbed: lives.c!.history(), policyOn, nowMs: NOW });
        const withC = carryOut(first, lives.b!, lives.c!, NOW);
        const second = planMerge({ kept: lives.a!.history(), absorbed: withC.history(), policyOn, nowMs: NOW });
        fc.pre([...first.lessons, ...second.lessons].every(({ reached }) => reached === null));
        const all = carryOut(second, lives.a!, withC, NOW);
        expect(countingUnits(all)).toEqual(expected);
        expect(verifyChain(all.entries)).toEqual({ ok: true });
      }),
      RUNS,
    );
  });

  it('dates grants and reversals only in a closed year, and never covers less than before', () => {
    fc.assert(
      fc.property(history(['a', 'b'], deeds), verified, verified, (acts, a, b) => {
        const lives = live({ a, b }, acts);
        const plan = planMerge({ kept: lives.a!.history(), absorbed: lives.b!.history(), policyOn, nowMs: NOW });
        expect(plan.postings.filter(({ year, kind }) => year === 2025 && kind !== 'grant')).toEqual([]);
        expect(plan.postings.every(({ date, year }) => date <= dateOf(NOW) && Number(date.slice(0, 4)) === year)).toBe(true);
        for (const { lessonVersionId, progress } of plan.lessons) {
          const open = progress.completedOn === null;
          for (const row of [lives.a!, lives.b!].flatMap((life) => life.progress.get(lessonVersionId) ?? [])) {
            if (!open || row.completedOn === null) expect(progress.coverage.reduce((n, [x, y]) => n + y - x, 0)).toBeGreaterThanOrEqual(row.coverage.reduce((n, [x, y]) => n + y - x, 0));
          }
        }
      }),
      RUNS,
    );
  });
});
