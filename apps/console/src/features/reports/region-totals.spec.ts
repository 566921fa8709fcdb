import { describe, expect, it } from '@jest/globals';
import { formatCredits, UNITS_PER_CREDIT } from '@xuexi/domain';
import fc from 'fast-check';

import { type Figures, totalOf } from './region-totals';

const figures = (counts: Pick<Figures, 'registered' | 'registeredTotal' | 'active' | 'units' | 'targetReached'>): Figures => ({
  ...counts,
  credits: formatCredits(counts.units),
  targetShare: counts.active === 0 ? null : counts.targetReached / counts.active,
  meanCredits: counts.active === 0 ? null : formatCredits(Math.floor(counts.units / counts.active)),
});

const anyFigures = fc
  .record({ registered: fc.nat(5000), registeredTotal: fc.nat(9000), active: fc.nat(3000), units: fc.nat(4_000_000_000), targetReached: fc.nat(3000) })
  .map((counts) => figures({ ...counts, targetReached: Math.min(counts.targetReached, counts.active) }));

describe('the totals of the region table', () => {
  it('makes shares and means from the sums, not from the rows', () => {
    const rows = [
      figures({ registered: 402, registeredTotal: 900, active: 100, units: 100 * 30 * UNITS_PER_CREDIT, targetReached: 50 }),
      figures({ registered: 3, registeredTotal: 7, active: 300, units: 300 * 10 * UNITS_PER_CREDIT, targetReached: 30 }),
    ];
    expect(totalOf(rows)).toEqual({
      registered: 405,
      registeredTotal: 907,
      active: 400,
      units: 6000 * UNITS_PER_CREDIT,
      credits: '6000.00',
      targetReached: 80,
      targetShare: 0.2,
      meanCredits: '15.00',
    });
  });

  it('floors credits once, from the sum of the units', () => {
    const almost = figures({ registered: 0, registeredTotal: 1, active: 1, units: UNITS_PER_CREDIT / 100 - 1, targetReached: 0 });
    expect(almost.credits).toBe('0.00');
    expect(totalOf([almost, almost, almost]).credits).toBe('0.02');
  });

  it('has neither share nor mean of nobody', () => {
    expect(totalOf([])).toMatchObject({ active: 0, credits: '0.00', targetShare: null, meanCredits: null });
  });

  it('is the same whatever the order and however the rows are gathered', () => {
    fc.assert(
      fc.property(fc.array(anyFigures, { maxLength: 12 }), fc.nat(12), (rows, cut) => {
        const whole = totalOf(rows);
        expect(totalOf(rows.toReversed())).toEqual(whole);
        expect(totalOf([totalOf(rows.slice(0, cut)), totalOf(rows.slice(cut))])).toEqual(whole);
      }),
    );
  });
});
