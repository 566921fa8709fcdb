import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from './ledger.js';
import { type Sitting, uniteRefusals, uniteSittings, withCovered, withRefused } from './sittings.js';

const phone = { playSession: 'p', device: '安卓手机' };
const tv = { playSession: 't', device: null };
const at = (second: number): number => Date.UTC(2026, 2, 10, 1, 0, second);

describe('sittings', () => {
  it('begin and end with reports that covered something, and are one per player', () => {
    let sittings: readonly Sitting[] = [];
    for (const [player, seconds, second] of [[phone, 0, 0], [phone, 15, 10], [tv, 5, 20], [phone, 10, 30], [phone, 0, 40]] as const) sittings = withCovered(sittings, player, seconds, at(second));
    expect(sittings).toEqual([
      { ...phone, from: '2026-03-10T01:00:10.000Z', to: '2026-03-10T01:00:30.000Z', seconds: 25 },
      { ...tv, from: '2026-03-10T01:00:20.000Z', to: '2026-03-10T01:00:20.000Z', seconds: 5 },
    ]);
  });

  it('of two records of one person stand in order of time', () => {
    const [early, late] = [withCovered([], phone, 1, at(1)), withCovered([], tv, 1, at(2))];
    expect(uniteSittings(late, early)).toEqual([...early, ...late]);
    expect(uniteSittings(early, late)).toEqual([...early, ...late]);
    const [mine, theirs] = [withCovered([], phone, 1, at(1)), withCovered([], tv, 1, at(1))];
    expect(uniteSittings(theirs, mine)).toEqual([...theirs, ...mine]);
  });
});

describe('refusals', () => {
  it('are summed by why, and a report sent again is none', () => {
    const refused = (why: 'clock' | 'lease_taken' | 'presence' | 'duplicate', seconds: number) => ({ why, seconds, ranges: [] });
    let refusals = {};
    for (const one of [refused('presence', 3), refused('clock', 2), refused('duplicate', 0), refused('lease_taken', 0), null, refused('clock', 5)]) refusals = withRefused(refusals, one);
    expect(refusals).toEqual({ clock: 7, presence: 3 });
    expect(withRefused(refusals, refused('duplicate', 4))).toBe(refusals);
    expect(withRefused(refusals, refused('presence', 0))).toBe(refusals);
    expect(JSON.stringify(refusals)).toBe(canonicalJson(refusals));
  });

  it('of two records are added', () => {
    expect(uniteRefusals({ clock: 1, presence: 2 }, { presence: 3, lease_taken: 4 })).toEqual({ clock: 1, lease_taken: 4, presence: 5 });
  });
});
