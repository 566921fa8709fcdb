import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { START } from '../test/player.js';
import { LEASE_MS, type WatchClock, isLeaseLive, uniteClocks } from './watch.js';

describe('isLeaseLive', () => {
  it.each([
    ['nobody holds it', { session: null, leaseMs: null }, false],
    ['nobody holds it though it has a time', { session: null, leaseMs: 0 }, false],
    ['its holder has never been heard of', { session: 'a', leaseMs: null }, false],
    ['it was renewed a minute ago', { session: 'a', leaseMs: -LEASE_MS }, true],
    ['it was renewed longer ago', { session: 'a', leaseMs: -LEASE_MS - 1 }, false],
    ['it was renewed a minute ahead', { session: 'a', leaseMs: LEASE_MS }, true],
    ['it was renewed further ahead', { session: 'a', leaseMs: LEASE_MS + 1 }, false],
  ])('when %s', (_, { session, leaseMs }, live) => {
    // Just after the epoch too, where no time at all would count as a recent one.
    for (const nowMs of [0, START]) expect(isLeaseLive({ parts: 0, lastMs: nowMs, session, leaseMs: leaseMs && nowMs + leaseMs }, nowMs)).toBe(live);
  });
});

describe('uniteClocks', () => {
  const NEVER = -3_600_000;
  const clock = (session: string, leaseAgo: number, parts: number, lastAgo = leaseAgo): WatchClock => ({
    session,
    leaseMs: leaseAgo === NEVER ? null : START - leaseAgo,
    parts,
    lastMs: START - lastAgo,
  });

  it.each([
    ['the only live one as it is, though the other holds less', clock('a', 1_000, 900), clock('b', 90_000, 100), clock('a', 1_000, 900)],
    ['the only live one, were it the absorbed', clock('a', 90_000, 100), clock('b', 1_000, 900), clock('b', 1_000, 900)],
    ['of two live ones the one renewed last, with the smaller bucket', clock('a', 2_000, 100), clock('b', 1_000, 900), clock('b', 1_000, 100)],
    ['the same the other way round', clock('a', 1_000, 900), clock('b', 2_000, 100), clock('a', 1_000, 100)],
    ['the kept one of two renewed at once', clock('a', 1_000, 100), clock('b', 1_000, 900), clock('a', 1_000, 100)],
    ['of two lapsed ones the later', clock('a', 90_000, 900), clock('b', 80_000, 100), clock('b', 80_000, 100)],
    ['the last accrual of either', clock('a', 2_000, 100, 500), clock('b', 1_000, 100), clock('b', 1_000, 100, 500)],
    ['a lapsed one rather than one that never was renewed', clock('a', NEVER, 100, 5_000), clock('b', 90_000, 100, 5_000), clock('b', 90_000, 100, 5_000)],
    ['the same when the kept one is the lapsed', clock('a', 90_000, 100, 5_000), clock('b', NEVER, 100, 5_000), clock('a', 90_000, 100, 5_000)],
  ])('keeps %s', (_, kept, absorbed, united) => {
    expect(uniteClocks(kept, absorbed, START)).toEqual(united);
  });

  it('never gives more to spend at once than either had', () => {
    const anyClock = fc.record({ session: fc.constantFrom('a', 'b', null), leaseMs: fc.option(fc.integer({ min: -200_000, max: 200_000 })), parts: fc.integer({ min: 0, max: 190_000 }), lastMs: fc.integer({ min: -200_000, max: 0 }) });
    fc.assert(
      fc.property(anyClock, anyClock, (kept, absorbed) => {
        const united = uniteClocks(kept, absorbed, 0);
        const live = [kept, absorbed].filter((one) => isLeaseLive(one, 0));
        expect(united.parts).toBe(live.length === 1 ? live[0]!.parts : Math.min(kept.parts, absorbed.parts));
        expect(isLeaseLive(united, 0)).toBe(live.length > 0);
      }),
    );
  });
});
