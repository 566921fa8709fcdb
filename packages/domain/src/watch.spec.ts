import { describe, expect, it } from '@jest/globals';
import { Player, START } from '../test/player.js';
import {
  LEASE_MS,
  MAX_RANGES_PER_REPORT,
  PARTS_PER_TOKEN,
  PRESENCE_LIMIT_ELDER_MS,
  PRESENCE_LIMIT_MS,
  answerPresence,
  isSessionClosed,
  newSession,
  nextPresenceAt,
  overlapIn,
  validateRanges,
} from './watch.js';

const DURATION = 3_600;
const tokens = (player: Player) => player.clock!.parts / PARTS_PER_TOKEN;

/** A player whose session 'a' was opened at 0. */
function opened(presenceLimitMs?: number): Player {
  const player = new Player(DURATION, presenceLimitMs);
  player.open('a', 0);
  return player;
}

describe('openSession', () => {
  it('gives the very first opening 5 tokens', () => {
    const player = new Player(DURATION);
    expect(player.open('a', 0)).toBe('first');
    expect(player.clock).toEqual({ parts: 10_000, lastMs: START, session: 'a', leaseMs: START });
  });

  it('accrues and takes over while a lease is live, up to and including its last millisecond', () => {
    const player = opened();
    expect(player.open('b', LEASE_MS)).toBe('takeover');
    expect(player.clock).toEqual({ parts: 190_000, lastMs: START + LEASE_MS, session: 'b', leaseMs: START + LEASE_MS });
  });

  it('starts again at 5 tokens one millisecond later', () => {
    const player = opened();
    expect(player.open('b', LEASE_MS + 1)).toBe('lapsed');
    expect(tokens(player)).toBe(5);
  });

  it('renews the lease of the session that holds it', () => {
    const player = opened();
    expect(player.open('a', 10_000)).toBe('renewed');
    expect(tokens(player)).toBe(20);
  });
});

describe('the bucket', () => {
  it('worked example C: a forged report of 60 s after 15 s covers 27, the next honest one 15', () => {
    const player = opened();
    const forged = player.report('a', 15_000, 1, [[0, 60]]);
    expect(forged.newlyCovered).toEqual([[0, 27]]);
    expect(forged.refused).toEqual({ why: 'clock', seconds: 33, ranges: [[27, 60]] });
    expect(tokens(player)).toBe(0.5);

    const honest = player.report('a', 30_000, 2, [[60, 75]]);
    expect(honest.newlyCovered).toEqual([[60, 75]]);
    expect(honest.refused).toBeNull();
    expect(tokens(player)).toBe(8);
  });

  it('covers what it refused when it is reported again', () => {
    const player = opened();
    player.report('a', 15_000, 1, [[0, 60]]);
    expect(player.report('a', 45_000, 2, [[27, 60]]).coveredNow).toBe(60);
  });

  it('holds 95 tokens and accrues for 60 s at most', () => {
    const player = opened();
    expect(player.report('a', 59_000, 1, [[0, 200]]).coveredNow).toBe(93);
    expect(player.report('a', 59_000 + 3_600_000, 2, [[200, 400]]).newlyCovered).toEqual([[200, 290]]);
  });

  it('is full at 95 tokens however it fills', () => {
    const player = opened();
    player.report('a', 50_000, 1, []);
    player.report('a', 100_000, 2, []);
    expect(tokens(player)).toBe(95);
    expect(player.report('a', 100_000, 3, [[0, 500]]).coveredNow).toBe(95);
  });

  it('needs a whole token for a second', () => {
    const player = opened();
    player.report('a', 0, 1, [[0, 5]]);
    expect(player.report('a', 666, 2, [[5, 6]]).newlyCovered).toEqual([]);
    expect(player.report('a', 667, 3, [[5, 6]]).newlyCovered).toEqual([[5, 6]]);
    expect(player.clock!.parts).toBe(1);
  });

  it('spends in the order given, not in the order of the media', () => {
    const player = opened();
    const outcome = player.report('a', 0, 1, [[100, 103], [0, 4]]);
    expect(outcome.newlyCovered).toEqual([[0, 2], [100, 103]]);
    expect(outcome.refused).toEqual({ why: 'clock', seconds: 2, ranges: [[2, 4]] });
  });

  it('asks nothing for seconds covered before, or twice in one report', () => {
    const player = opened();
    player.report('a', 0, 1, [[0, 3]]);
    const outcome = player.report('a', 0, 2, [[0, 4], [1, 5], [4, 5]]);
    expect(outcome.newlyCovered).toEqual([[3, 5]]);
    expect(outcome.refused).toBeNull();
    expect(tokens(player)).toBe(0);
  });

  it('counts a refused second once', () => {
    const outcome = opened().report('a', 0, 1, [[0, 10], [5, 12], [2, 7]]);
    expect(outcome.refused).toEqual({ why: 'clock', seconds: 7, ranges: [[5, 12]] });
  });

  it('goes on after a gap inside a range that was covered', () => {
    const player = opened();
    player.report('a', 0, 1, [[2, 4]]);
    expect(player.report('a', 0, 2, [[0, 8]]).newlyCovered).toEqual([[0, 2], [4, 5]]);
  });

  it('serves all lessons of a person', () => {
    const player = opened();
    player.report('a', 0, 1, [[0, 5]]);
    player.open('b', 0);
    expect(player.report('b', 0, 1, [[0, 5]]).newlyCovered).toEqual([]);
  });
});

describe('completion', () => {
  it('stands from nine tenths on', () => {
    const player = new Player(50);
    player.open('a', 0);
    player.report('a', 20_000, 1, [[0, 35]]);
    expect(player.report('a', 26_000, 2, [[35, 44]])).toMatchObject({ coveredNow: 44, complete: false });
    expect(player.report('a', 27_000, 3, [[44, 45]])).toMatchObject({ coveredNow: 45, complete: true });
    expect(player.report('a', 28_000, 4, [])).toMatchObject({ coveredNow: 45, complete: true, refused: null });
  });
});

describe('seq', () => {
  it('that does not grow changes nothing at all', () => {
    const player = opened();
    player.report('a', 10_000, 5, [[0, 10]]);
    const before = structuredClone({ clock: player.clock, session: player.sessions.get('a') });
    for (const seq of [5, 4, 0]) {
      const outcome = player.report('a', 20_000, seq, [[10, 20]]);
      expect(outcome).toMatchObject({ refused: { why: 'duplicate', seconds: 0, ranges: [] }, newlyCovered: [], coveredNow: 10 });
      expect({ clock: outcome.clock, session: outcome.session }).toEqual(before);
    }
  });

  it('may begin at 0 and may have gaps', () => {
    const player = opened();
    expect(player.report('a', 0, 0, [[0, 1]]).refused).toBeNull();
    expect(player.report('a', 0, 9, [[1, 2]]).refused).toBeNull();
  });

  it('advances for an answered report that covered nothing', () => {
    const player = opened();
    player.open('b', 1_000);
    expect(player.report('a', 2_000, 7, [[0, 2]]).session.lastSeq).toBe(7);
    expect(player.report('a', 3_000, 7, [[0, 2]]).refused?.why).toBe('duplicate');
  });
});

describe('the lease', () => {
  it('worked example D: the displaced tab covers nothing and does not touch the clock', () => {
    const player = opened();
    player.open('b', 1_000);
    const before = { ...player.clock };
    const outcome = player.report('a', 15_000, 1, [[0, 15]]);
    expect(outcome.refused).toEqual({ why: 'lease_taken', seconds: 15, ranges: [[0, 15]] });
    expect(player.clock).toEqual(before);
  });

  it('tells a displaced player even when its report held nothing new', () => {
    const player = opened();
    player.open('b', 1_000);
    expect(player.report('a', 15_000, 1, []).refused).toEqual({ why: 'lease_taken', seconds: 0, ranges: [] });
  });

  it('worked example D: two tabs together never pass 5 + 90 s in a minute', () => {
    const player = opened();
    player.open('b', 0);
    for (let i = 1; i <= 4; i += 1) {
      player.report('a', 15_000 * i, i, [[0, 900]]);
      player.report('b', 15_000 * i, i, [[0, 900]]);
    }
    expect(player.total()).toBe(95);
    expect(player.coverage.get('a')).toEqual([]);
  });

  it('is taken again by a report once the other one has lapsed', () => {
    const player = opened();
    player.open('b', 0);
    player.report('b', 10_000, 1, [[0, 10]]);
    expect(player.report('a', 70_000, 1, [[0, 10]]).refused?.why).toBe('lease_taken');
    expect(player.report('a', 70_001, 2, [[0, 10]])).toMatchObject({ refused: null, coveredNow: 10 });
    expect(player.clock!.session).toBe('a');
    expect(player.report('b', 71_000, 2, [[10, 20]]).refused?.why).toBe('lease_taken');
  });

  it('does not start the bucket again when its own holder reports late', () => {
    const player = opened();
    expect(player.report('a', 600_000, 1, [[0, 100]]).coveredNow).toBe(95);
  });
});

describe('presence', () => {
  it.each([
    ['default', undefined, PRESENCE_LIMIT_MS],
    ['elder', PRESENCE_LIMIT_ELDER_MS, PRESENCE_LIMIT_ELDER_MS],
  ])('%s limit: reports count up to it and not after', (_, given, limit) => {
    const player = opened(given);
    player.ask('a', 0);
    expect(player.report('a', limit, 1, [[0, 5]]).coveredNow).toBe(5);
    const late = player.report('a', limit + 1, 2, [[5, 15]]);
    expect(late.refused).toEqual({ why: 'presence', seconds: 10, ranges: [[5, 15]] });
    expect(late.coveredNow).toBe(5);
  });

  it('overdue reports accrue nothing, set the last time and keep the lease', () => {
    const player = opened();
    player.report('a', 0, 1, [[0, 5]]);
    player.ask('a', 0);
    player.report('a', 130_000, 2, [[5, 20]]);
    expect(player.clock).toEqual({ parts: 0, lastMs: START + 130_000, session: 'a', leaseMs: START + 130_000 });
  });

  it('a late answer sets the last time, so that the absence never accrues', () => {
    const player = opened();
    player.report('a', 0, 1, [[0, 5]]);
    player.ask('a', 0);
    player.answer('a', 150_000);
    expect(player.clock).toMatchObject({ parts: 0, lastMs: START + 150_000, leaseMs: START });
    expect(player.report('a', 160_000, 2, [[5, 30]])).toMatchObject({ coveredNow: 20 });
  });

  it('an answer in time leaves the clock alone', () => {
    const player = opened();
    player.report('a', 0, 1, [[0, 5]]);
    player.ask('a', 60_000);
    player.answer('a', 60_000 + PRESENCE_LIMIT_MS);
    expect(player.sessions.get('a')!.presence).toEqual({ askedMs: null });
    expect(player.clock!.lastMs).toBe(START);
    expect(player.report('a', 200_000, 2, [[5, 100]]).coveredNow).toBe(95);
  });

  it('what was covered before stays', () => {
    const player = opened();
    player.report('a', 10_000, 1, [[0, 15]]);
    player.ask('a', 10_000);
    expect(player.report('a', 900_000, 2, [[15, 30]]).coverage).toEqual([[0, 15]]);
  });

  it('a question asked again keeps its first time', () => {
    const player = opened();
    player.ask('a', 0);
    player.ask('a', 100_000);
    expect(player.report('a', 121_000, 1, [[0, 1]]).refused?.why).toBe('presence');
  });

  it('an answer to no question changes nothing', () => {
    const player = opened();
    const before = { clock: player.clock!, session: player.sessions.get('a')! };
    const after = answerPresence({ ...before, nowMs: START + 500_000 });
    expect(after.clock).toBe(before.clock);
    expect(after.session).toBe(before.session);
  });

  it('a displaced session is told so, and does not touch the clock', () => {
    const player = opened();
    player.ask('a', 0);
    player.open('b', 0);
    player.report('b', 119_000, 1, []);
    const before = { ...player.clock };
    expect(player.report('a', 125_000, 1, [[0, 5]]).refused?.why).toBe('lease_taken');
    expect(player.clock).toEqual(before);
  });

  it('is asked every 10 to 15 minutes', () => {
    expect(nextPresenceAt(START, 0)).toBe(START + 600_000);
    expect(nextPresenceAt(START, 0.5)).toBe(START + 750_000);
    expect(nextPresenceAt(START, 1 - Number.EPSILON)).toBe(START + 900_000);
  });
});

describe('a server clock that is set back', () => {
  it('by a little accrues nothing twice', () => {
    const player = opened();
    for (let i = 1; i <= 50; i += 1) player.report('a', i % 2 === 0 ? 0 : 50, i, []);
    expect(player.clock).toMatchObject({ parts: 10_000 + 3 * 50, lastMs: START + 50 });
  });

  it('by up to a minute keeps the time it had, by more takes the new one', () => {
    for (const [back, lastMs] of [[60_000, START + 100_000], [60_001, START + 39_999]] as const) {
      const player = opened();
      player.report('a', 100_000, 1, []);
      player.report('a', 100_000 - back, 2, []);
      expect(player.clock).toMatchObject({ lastMs, leaseMs: lastMs });
    }
  });

  it('by a day neither stops the learner nor gives more than an opening', () => {
    const player = opened();
    player.report('a', 86_400_000, 1, [[0, 95]]);
    expect(player.report('a', 1_000, 2, [[95, 100]])).toMatchObject({ newlyCovered: [], refused: { why: 'clock' } });
    expect(player.report('a', 16_000, 3, [[95, 110]]).newlyCovered).toEqual([[95, 110]]);
  });

  it('by a day does not make another session\'s lease immortal', () => {
    const player = opened();
    player.open('b', 86_400_000);
    expect(player.report('a', 1_000, 1, [[0, 5]]).refused).toBeNull();
    expect(player.clock).toMatchObject({ session: 'a', leaseMs: START + 1_000 });
  });
});

describe('overlapIn', () => {
  it.each([
    ['nothing', [], null],
    ['apart', [[0, 10], [20, 30]], null],
    ['touching, later ones first', [[10, 20], [0, 10]], null],
    ['the end of another', [[0, 10], [9, 20]], 1],
    ['the same twice', [[0, 10], [30, 40], [30, 40]], 2],
    ['one within an earlier one', [[0, 100], [150, 160], [40, 50]], 2],
    ['an earlier one within', [[40, 50], [0, 100]], 1],
    ['several: the first that repeats a second', [[60, 70], [80, 90], [0, 100], [40, 50]], 2],
    ['a long one far behind those within it', [[40, 50], [10, 20], [30, 35], [0, 100], [5, 9]], 3],
  ] as [string, [number, number][], number | null][])('%s', (_, ranges, index) => {
    expect(overlapIn(ranges)).toBe(index);
  });
});

describe('a play session', () => {
  it('takes reports for a day from its opening', () => {
    const session = newSession('a', START);
    const day = 86_400_000;
    expect([0, day - 1, day, day + 1].map((after) => isSessionClosed(session, START + after))).toEqual([false, false, true, true]);
  });
});

describe('validateRanges', () => {
  it.each([
    ['nothing', [], null],
    ['the whole lesson', [[0, 100]], null],
    ['overlaps', [[0, 10], [5, 20]], null],
    ['an empty range', [[5, 5]], { index: 0, why: 'reversed' }],
    ['a reversed range', [[0, 1], [9, 5]], { index: 1, why: 'reversed' }],
    ['a negative second', [[-1, 5]], { index: 0, why: 'out_of_bounds' }],
    ['one past the end', [[99, 101]], { index: 0, why: 'out_of_bounds' }],
    ['half seconds', [[0, 1.5]], { index: 0, why: 'not_whole' }],
    ['no number', [[Number.NaN, 5]], { index: 0, why: 'not_whole' }],
    ['an infinite range', [[0, Number.POSITIVE_INFINITY]], { index: 0, why: 'not_whole' }],
    ['a gigantic range', [[0, 1e308]], { index: 0, why: 'not_whole' }],
  ] as [string, [number, number][], unknown][])('%s', (_, ranges, fault) => {
    expect(validateRanges(ranges, 100)).toEqual(fault);
  });

  it('refuses more ranges than a player makes', () => {
    const ranges = Array.from({ length: MAX_RANGES_PER_REPORT }, (): [number, number] => [0, 1]);
    expect(validateRanges(ranges, 100)).toBeNull();
    expect(validateRanges([...ranges, [0, 1]], 100)).toEqual({ index: MAX_RANGES_PER_REPORT, why: 'too_many' });
  });
});
