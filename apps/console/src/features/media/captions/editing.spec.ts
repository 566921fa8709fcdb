import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type Cue, cueAt, type Hold, insert, mergeNext, named, overlaps, plain, remove, saidAt, setEnd, SHORTEST_MS, shift, snapped, snapPlaces, split } from './editing';
import { begun, redone, stepped, undone } from './history';
import { marksWithin, spansOf } from './timeline-scale';

const FILM = 60_000;
const [A, B, C] = named([
  { startMs: 1000, endMs: 3000, text: '先揉泥，再拉坯' },
  { startMs: 3000, endMs: 5000, text: '慢慢转' },
  { startMs: 10_000, endMs: 12_000, text: '停' },
]) as [Cue, Cue, Cue];
const CUES = [A, B, C];
const times = (cues: readonly Cue[]) => cues.map(({ id, startMs, endMs }) => [id, startMs, endMs]);

describe('a cue', () => {
  it.each<[string, Hold, number, number, [number, number]]>([
    ['goes with both ends', 'whole', 0, 500, [1500, 3500]],
    ['stops at the beginning of the film', 'whole', 0, -9000, [0, 2000]],
    ['stops at the end of the film', 'whole', 2, 90_000, [58_000, 60_000]],
    ['begins later', 'start', 0, 500, [1500, 3000]],
    ['keeps its shortest length', 'start', 0, 5000, [3000 - SHORTEST_MS, 3000]],
    ['ends no earlier than that', 'end', 0, -5000, [1000, 1000 + SHORTEST_MS]],
    ['ends with the film', 'end', 2, 90_000, [10_000, FILM]],
  ])('%s', (_, hold, id, by, expected) => {
    const moved = shift(CUES, id, hold, by, FILM).find((cue) => cue.id === id);
    expect([moved?.startMs, moved?.endMs]).toEqual(expected);
  });

  it('passes another one and stays in order', () => expect(times(shift(CUES, 0, 'whole', 6000, FILM)).map(([id]) => id)).toEqual([1, 0, 2]));

  it('is put where the film stands', () => {
    expect(times(setEnd(CUES, 1, 'start', 4200, FILM))[1]).toEqual([1, 4200, 5000]);
    expect(times(setEnd(CUES, 1, 'end', 4200, FILM))[1]).toEqual([1, 3000, 4200]);
  });

  it.each<[string, Hold, number, number]>([
    ['to the end of its neighbour', 'start', -60, 0],
    ['to the play head', 'end', 1930, 2000],
    ['with either end', 'whole', -60, 0],
    ['nowhere, when nothing is near', 'whole', 700, 700],
  ])('is drawn %s', (_, hold, by, expected) => expect(snapped(B, hold, by, snapPlaces(CUES, 1, 7000, FILM), 100)).toBe(expected));

  it('is found at a time, the last one begun of several', () => {
    expect(cueAt(CUES, 2999)).toBe(A);
    expect(cueAt(CUES, 3000)).toBe(B);
    expect(cueAt(CUES, 5000)).toBeUndefined();
    expect(overlaps([A, { ...B, startMs: 2500 }, C])).toEqual(new Set([1]));
  });
});

describe('what is shown', () => {
  it.each([
    ['nothing between two', 5000, ''],
    ['one alone', 1500, '先揉泥，再拉坯'],
    ['both where they overlap, the earlier one first', 2700, '先揉泥，再拉坯\n慢慢转'],
  ])('is %s', (_, at, said) => expect(saidAt([A, { ...B, startMs: 2500 }, C], at)).toBe(said));
});

describe('a new cue', () => {
  it.each([
    ['where nothing is said', 6000, [6000, 8000]],
    ['up to the next', 9000, [9000, 10_000]],
    ['behind the one that is shown', 4000, [5000, 7000]],
    ['at the very end of the film', FILM, [FILM - SHORTEST_MS, FILM]],
  ])('stands %s', (_, at, expected) => {
    const made = insert(CUES, at, FILM);
    const cue = made.cues.find(({ id }) => id === made.id);
    expect([cue?.startMs, cue?.endMs]).toEqual(expected);
    expect(made.id).toBe(3);
  });
});

describe('splitting and merging', () => {
  it('cuts where the film stands, and the text where a sentence ends', () => {
    const [first, second] = split(CUES, 0, 1800);
    expect(first).toMatchObject({ id: 0, startMs: 1000, endMs: 1800, text: '先揉泥，' });
    expect(second).toMatchObject({ id: 3, startMs: 1800, endMs: 3000, text: '再拉坯' });
  });

  it('cuts in the middle when the film stands elsewhere, and never through a character', () => {
    const [first, second] = split([{ ...A, text: '🙂🙂🙂' }], 0, 50_000);
    expect([first?.endMs, first?.text, second?.text]).toEqual([2000, '🙂🙂', '🙂']);
  });

  it('leaves alone what is too short', () => expect(split([{ ...A, endMs: 1300 }], 0, 1100)).toHaveLength(1));

  it('merges with the next, and the last one with nothing', () => {
    expect(mergeNext(CUES, 0)[0]).toMatchObject({ id: 0, startMs: 1000, endMs: 5000, text: '先揉泥，再拉坯\n慢慢转' });
    expect(mergeNext(CUES, 2)).toEqual(CUES);
  });

  it('removes, and goes on with the next', () => {
    expect(remove(CUES, 1).id).toBe(2);
    expect(remove(CUES, 2).id).toBe(1);
    expect(remove([A], 0)).toEqual({ cues: [], id: null });
  });
});

it('keeps every cue within the film, in order and long enough, whatever is done', () => {
  const act = fc.oneof(
    fc.record({ do: fc.constant('shift' as const), nth: fc.nat(20), hold: fc.constantFrom<Hold>('start', 'end', 'whole'), by: fc.integer({ min: -70_000, max: 70_000 }) }),
    fc.record({ do: fc.constantFrom('insert' as const, 'split' as const, 'merge' as const), nth: fc.nat(20), by: fc.nat(FILM) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const end = acts.reduce<readonly Cue[]>((cues, one) => {
        const id = cues[one.nth % Math.max(1, cues.length)]?.id ?? 0;
        if (one.do === 'shift') return shift(cues, id, one.hold, one.by, FILM);
        if (one.do === 'insert') return insert(cues, one.by, FILM).cues;
        return one.do === 'split' ? split(cues, id, one.by) : mergeNext(cues, id);
      }, CUES);
      expect(new Set(end.map(({ id }) => id)).size).toBe(end.length);
      expect(plain(end)).toEqual(end.map(({ startMs, endMs, text }) => ({ startMs, endMs, text })));
      for (const { startMs, endMs } of end) {
        expect(startMs).toBeGreaterThanOrEqual(0);
        expect(endMs).toBeLessThanOrEqual(FILM);
        expect(endMs - startMs).toBeGreaterThanOrEqual(SHORTEST_MS);
      }
    }),
  );
});

describe('taking back', () => {
  it('goes step by step, typing in one field being one', () => {
    const typed = stepped(stepped(stepped(begun('a'), 'ab', 'text:1'), 'abc', 'text:1'), 'x');
    const back = undone(typed);
    expect(back.present).toBe('abc');
    expect(undone(back).present).toBe('a');
    expect(undone(undone(back)).present).toBe('a');
    expect(redone(undone(back)).present).toBe('abc');
    expect(stepped(undone(back), 'new').future).toEqual([]);
    expect(redone(typed)).toBe(typed);
  });

  it('any number of steps comes back to where it began', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.constantFrom('a', 'b', null)), { maxLength: 40 }), (steps) => {
        let history = steps.reduce((so, [value, about]) => stepped(so, { value }, about), begun({ value: -1 }));
        const last = history.present;
        const count = history.past.length;
        for (let i = 0; i < count; i++) history = undone(history);
        expect(history.present).toEqual({ value: -1 });
        for (let i = 0; i < count; i++) history = redone(history);
        expect(history.present).toBe(last);
      }),
    );
  });
});

describe('the strip', () => {
  it('zooms from ten seconds to the whole film', () => {
    expect(spansOf(45_000)).toEqual([10_000, 20_000, 45_000]);
    expect(spansOf(4_000)).toEqual([10_000]);
  });

  it('has marks at round times within what is seen', () => expect(marksWithin(4_500, 12_000, 20)).toEqual([6_000, 8_000, 10_000, 12_000]));
});
