import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { at } from '../test/facts.js';
import { earned, entry, history, inputOf } from '../test/merge-histories.js';
import { DAYS, LENGTHS, NOW, POLICY, VERIFIED, carryOut, countingUnits, live } from '../test/merge-lives.js';
import { planMerge } from './merge.js';
import { mergeTotals } from './merge-totals.js';

const totalsOf = (...of: Parameters<typeof inputOf>) => mergeTotals(inputOf(...of), planMerge(inputOf(...of)));
const year = (of: number, keptUnits: number, absorbedUnits: number, mergedUnits: number) => ({ year: of, keptUnits, absorbedUnits, mergedUnits });

describe('the totals of a merge', () => {
  it('are by year, the newest first, with what was earned twice counted once', () => {
    const kept = history('a', earned('a', 'l2', '2025-03-10T08:00'), earned('a', 'l1', '2026-03-10T08:00'));
    const absorbed = history('b', earned('b', 'l1', '2026-03-11T08:00'), earned('b', 'l3', '2026-03-11T09:00'), earned('b', 'l4', '2024-03-11T09:00'));
    expect(totalsOf(kept, { ...absorbed, verifiedMs: at('2024-01-01T00:00') })).toEqual([year(2026, 144_000, 288_000, 288_000), year(2025, 144_000, 0, 144_000), year(2024, 0, 144_000, 144_000)]);
    expect(totalsOf(history('a'), history('b'))).toEqual([]);
  });

  it('are without what never counted, of either', () => {
    const late = { verifiedMs: at('2026-03-01T10:00') };
    const [kept, absorbed] = [history('a', earned('a', 'l1', '2025-03-10T08:00'), late), history('b', earned('b', 'l2', '2025-03-11T08:00'))];
    expect(totalsOf(kept, absorbed)).toEqual([year(2025, 0, 144_000, 144_000)]);
    expect(totalsOf(kept, { ...absorbed, ...late })).toEqual([year(2025, 0, 0, 0)]);
  });

  it('are without what was taken back before', () => {
    const mistake = entry('l1', '2026-03-10T08:00');
    const reversal = entry('l1', '2026-03-11T08:00', { kind: 'reversal', key: `reverse:${mistake.id}`, units: -144_000, reverses: mistake.id, evidence: { reason: '有误' } });
    expect(totalsOf(history('a', { entries: [mistake, reversal] }), history('b', earned('b', 'l2', '2026-03-11T08:00')))).toEqual([year(2026, 0, 144_000, 144_000)]);
  });

  it('are what the ledgers hold before and after, whatever was lived', () => {
    const act = fc.record({ who: fc.constantFrom('a', 'b'), day: fc.constantFrom(...DAYS), lesson: fc.constantFrom(...Object.keys(LENGTHS)) });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), fc.constantFrom(...VERIFIED), fc.constantFrom(...VERIFIED), (acts, a, b) => {
        const lived = acts.map(({ who, day, lesson }, i) => ({ who, at: at(`${day}T06:00`) + i * 60_000, deed: { do: 'watch' as const, lesson, from: 0, to: LENGTHS[lesson]! } })).sort((x, y) => x.at - y.at);
        const lives = live({ a, b }, lived);
        const before = { kept: countingUnits(lives.a!), absorbed: countingUnits(lives.b!) };
        const input = { kept: lives.a!.history(), absorbed: lives.b!.history(), policyOn: () => POLICY, nowMs: NOW };
        const plan = planMerge(input);
        const totals = mergeTotals(input, plan);
        const after = countingUnits(carryOut(plan, lives.a!, lives.b!, NOW));
        for (const row of totals) expect(row).toEqual(year(row.year, before.kept[row.year]!, before.absorbed[row.year]!, after[row.year]!));
      }),
    );
  });
});
