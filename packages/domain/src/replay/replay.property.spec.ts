import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { divide, events, stage } from '../../test/random-scenarios.js';
import { type ReplayResult, type ScenarioEvent, ScenarioFault, parseScenario, replay } from './index.js';

const KINDS = ['attend', 'course', 'grant', 'lesson', 'quiz', 'reversal', 'transfer'];
const REASONS = [
  'already_posted',
  'approval',
  'attempts',
  'clock',
  'daily_hours',
  'duplicate',
  'lease_taken',
  'presence',
  'threshold',
  'year_closed',
];
const STANDINGS = ['credited', 'not credited', 'revoked', 'valid'];

describe('any scenario', () => {
  it('gives what a naive reading of the format gives, and is refused where that finds it impossible', () => {
    fc.assert(
      fc.property(stage, events, (start, list) => {
        const { possible, impossible, expected } = divide(start, list);
        expect(replay(parseScenario({ ...start, events: possible }))).toEqual(expected);
        if (impossible !== null) {
          const broken = { ...start, events: [...possible.slice(0, impossible.after), impossible.event] };
          expect(() => replay(parseScenario(broken))).toThrow(ScenarioFault);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('of the kind drawn here reaches every kind of entry and every reason to refuse', () => {
    const results = fc.sample(fc.tuple(stage, events), { numRuns: 600, seed: 20_261_231 }).map(([start, list]) => divide(start, list).expected);
    const reached = results.flatMap(({ entries, refused, statements, completions }) => [
      ...entries.map((row) => row.kind),
      ...refused.map((row) => row.why),
      ...statements.map((row) => row.status),
      ...completions.map((row) => (row.credited ? 'credited' : 'not credited')),
    ]);
    expect([...new Set(reached)].sort()).toEqual([...KINDS, ...REASONS, ...STANDINGS].sort());
  });

  it('gives the same result when reports arrive twice, but for the rows that say so', () => {
    const withoutDuplicates = (result: ReplayResult) => ({ ...result, refused: result.refused.filter((row) => row.why !== 'duplicate') });
    fc.assert(
      fc.property(stage, events, (start, list) => {
        const { possible, expected } = divide(start, list);
        const doubled = possible.flatMap((event): ScenarioEvent[] => (event.type === 'report' ? [event, event] : [event]));
        expect(withoutDuplicates(replay(parseScenario({ ...start, events: doubled })))).toEqual(withoutDuplicates(expected));
      }),
      { numRuns: 300 },
    );
  });

  it('has totals that are the sums of its entries, and no key twice', () => {
    fc.assert(
      fc.property(stage, events, (start, list) => {
        const result = replay(parseScenario({ ...start, events: divide(start, list).possible }));
        const counting = result.entries.filter((entry) => !entry.provisional);
        const sum = (rows: readonly { units: number }[]) => rows.reduce((total, row) => total + row.units, 0);
        expect(sum(result.totals)).toBe(sum(counting));
        expect(new Set(result.entries.map((entry) => entry.key)).size).toBe(result.entries.length);
      }),
      { numRuns: 300 },
    );
  });
});
