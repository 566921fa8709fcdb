import type { Api } from '@xuexi/api-client';
import { formatCredits } from '@xuexi/domain';

export type Figures = Api['RegionFigures'];

type Counted = 'registered' | 'registeredTotal' | 'active' | 'units' | 'targetReached';

/**
 * The figures of several regions together. Persons are counted once in the region they are registered in, so counts add up;
 * shares and means are made anew from the sums, and credits are floored once, from the sum of the units (credit-rules.md, Units).
 */
export function totalOf(rows: readonly Figures[]): Figures {
  const sum = (key: Counted) => rows.reduce((total, row) => total + row[key], 0);
  const [units, active, targetReached] = [sum('units'), sum('active'), sum('targetReached')];
  return {
    registered: sum('registered'),
    registeredTotal: sum('registeredTotal'),
    active,
    units,
    credits: formatCredits(units),
    targetReached,
    targetShare: active === 0 ? null : targetReached / active,
    meanCredits: active === 0 ? null : formatCredits(Math.floor(units / active)),
  };
}
