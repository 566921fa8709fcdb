/** What a merge does to the totals of the years, for those who decide on it. */
import { type MergeInput, type MergePlan, countsFor } from './merge.js';

/** Units of one year that count, or will once the person is verified. */
export interface MergedYear {
  year: number;
  keptUnits: number;
  absorbedUnits: number;
  /** What the kept person holds after the merge. */
  mergedUnits: number;
}

/** The years in which either holds anything, newest first. */
export function mergeTotals({ kept, absorbed, nowMs }: MergeInput, plan: MergePlan): MergedYear[] {
  const years = new Set([...kept.entries, ...absorbed.entries].map((entry) => entry.year).concat(plan.postings.map((posting) => posting.year)));
  const sum = (rows: readonly { year: number; units: number }[], year: number): number => rows.reduce((total, row) => (row.year === year ? total + row.units : total), 0);
  const reversed = plan.reversals.flatMap(({ entry }) => (entry.personId === kept.personId ? [{ year: entry.year, units: -entry.units }] : []));
  return [...years]
    .sort((a, b) => b - a)
    .map((year) => ({
      year,
      keptUnits: countsFor(kept, year, nowMs) ? sum(kept.entries, year) : 0,
      absorbedUnits: countsFor(absorbed, year, nowMs) ? sum(absorbed.entries, year) : 0,
      mergedUnits: countsFor(plan, year, nowMs) ? sum([...kept.entries, ...reversed, ...plan.postings], year) : 0,
    }));
}
