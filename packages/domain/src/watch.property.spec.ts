import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NaivePerson, type NaiveSession } from '../test/naive-watch.js';
import { Player, START } from '../test/player.js';
import type { Coverage, Range } from './coverage.js';

const DURATION = 240;
const TABS = ['a', 'b', 'c'] as const;
/** In parts of a token: what an opening gives, and what the clock can hold. */
const FIRST_PARTS = 10_000;
const FULL_PARTS = 190_000;
const BOUNDED = { numRuns: 92_000 };

/** Forged, reordered, repeated, overlapping: whatever a script could send. */
const range = fc.tuple(fc.nat(DURATION - 1), fc.integer({ min: 1, max: 120 })).map(([from, length]): Range => [from, Math.min(DURATION, from + length)]);
const tab = fc.constantFrom(...TABS);
const report = fc.record({ do: fc.constant('report' as const), tab, seq: fc.nat(40), ranges: fc.array(range, { maxLength: 5 }) });
const step = fc.oneof(
  { weight: 6, arbitrary: report },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('ask' as const, 'answer' as const), tab }) },
);
const wait = fc.oneof(fc.constantFrom(0, 1, 333, 667, 14_999, 15_000, 59_999, 60_000, 60_001, 120_000, 120_001, 3_600_000), fc.nat(20_000));
const history = fc.array(fc.tuple(wait, step), { maxLength: 60, size: 'max' });

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function play(player: Player, now: number, action: Step) {
  switch (action.do) {
    case 'open':
      return player.open(action.tab, now);
    case 'ask':
      return player.ask(action.tab, now);
    case 'answer':
      return player.answer(action.tab, now);
    case 'report':
      return player.report(action.tab, now, action.seq, action.ranges);
  }
}

const secondsOf = (coverage: Coverage) => coverage.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i)).join();

/** Opens every tab at 0, then plays; `visit` sees each step. */
function run(steps: readonly (readonly [number, Step])[], visit: (player: Player, now: number, action: Step) => void) {
  const player = new Player(DURATION);
  for (const name of TABS) player.open(name, 0);
  let now = 0;
  for (const [waited, action] of steps) {
    now += waited;
    visit(player, now, action);
  }
  return player;
}

describe('for any sequence of reports', () => {
  it(`a person never covers more than 5 + 1.5 × the elapsed seconds, from the start and from every opening on, in ${BOUNDED.numRuns} of them`, () => {
    fc.assert(
      fc.property(history, (steps) => {
        let since = { now: 0, total: 0, parts: FIRST_PARTS };
        let excess = 0;
        run(steps, (player, now, action) => {
          play(player, now, action);
          const { parts } = player.clock!;
          const total = player.total();
          if (action.do === 'open' && parts === FIRST_PARTS) since = { now, total, parts };
          const sinceOpening = (total - since.total) * 2_000 - (since.parts + 3 * (now - since.now));
          excess = Math.max(excess, total * 2_000 - (FIRST_PARTS + 3 * now), sinceOpening, -parts, parts - FULL_PARTS);
        });
        return excess === 0;
      }),
      BOUNDED,
    );
  });

  it('what is covered and refused is what a second-by-second reading of the rules gives', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const naive = new NaivePerson();
        const sessions = new Map<string, NaiveSession>(TABS.map((name) => [name, naive.open(0)]));
        const covered = new Map(TABS.map((name) => [name, new Set<number>()]));
        const trace: unknown[] = [];
        const naiveTrace: unknown[] = [];
        run(steps, (player, now, action) => {
          const outcome = play(player, now, action);
          const session = sessions.get(action.tab)!;
          if (action.do === 'open') sessions.set(action.tab, naive.open(now));
          if (action.do === 'ask') session.asked ??= now;
          if (action.do === 'answer') naive.answer(session, now);
          if (action.do === 'report' && typeof outcome === 'object') {
            const { why, seconds } = outcome.refused ?? { why: 'clock', seconds: 0 };
            trace.push([why, seconds, outcome.coveredNow, secondsOf(outcome.coverage)]);
            const refused = naive.report(session, now, action.seq, action.ranges, covered.get(action.tab)!);
            const seen = covered.get(action.tab)!;
            naiveTrace.push([refused.why, refused.seconds, seen.size, [...seen].sort((a, b) => a - b).join()]);
          }
          trace.push([player.clock!.parts, player.clock!.lastMs]);
          naiveTrace.push([naive.parts, START + naive.last]);
        });
        expect(trace).toEqual(naiveTrace);
      }),
      { numRuns: 1_000 },
    );
  });

  it('sending a report again changes nothing', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const once = run(steps, play);
        const twice = run(steps, (player, now, action) => {
          play(player, now, action);
          if (action.do === 'report') expect(play(player, now, action)).toMatchObject({ refused: { why: 'duplicate' } });
        });
        expect([twice.clock, [...twice.coverage]]).toEqual([once.clock, [...once.coverage]]);
      }),
      { numRuns: 500 },
    );
  });

  it('a clock that jumps either way gives no more than its forward steps allow', () => {
    const jump = fc.oneof(wait, fc.constantFrom(-50, -1_000, -59_999, -60_000, -60_001, -600_000, -86_400_000), fc.constant(86_400_000));
    fc.assert(
      fc.property(fc.array(fc.tuple(jump, step), { maxLength: 60, size: 'max' }), (steps) => {
        let openings = 1;
        const broken: unknown[] = [];
        const player = run(steps, (current, now, action) => {
          if (play(current, now, action) === 'lapsed') openings += 1;
          const { parts } = current.clock!;
          if (!Number.isSafeInteger(parts) || parts < 0 || parts > 190_000) broken.push(current.clock);
        });
        const forward = steps.reduce((sum, [jumped]) => sum + Math.max(0, jumped), 0);
        expect(broken).toEqual([]);
        expect(player.total() * 2_000).toBeLessThanOrEqual(10_000 * openings + 3 * forward);
      }),
      { numRuns: 1_000 },
    );
  });
});
