import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Batcher } from './batcher.js';

/** Doubles its items group by group; a negative item fails alone, zero spoils its whole group. */
function doubling(maxSize: number) {
  const groups: number[][] = [];
  const batcher = new Batcher<number, number>(async (items) => {
    groups.push(items);
    if (items.includes(0)) throw new Error('the group failed');
    return items.map((item) => (item < 0 ? new Error(`item ${item} failed`) : item * 2));
  }, { maxSize });
  return { batcher, groups };
}

describe('a batcher', () => {
  test('answers each item with its own result, in the order of arrival', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -5, max: 100 }).filter((n) => n !== 0)), fc.integer({ min: 1, max: 10 }), async (items, maxSize) => {
        const { batcher, groups } = doubling(maxSize);
        const answers = await Promise.allSettled(items.map((item) => batcher.add(item)));
        expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : (answer.reason as Error).message))).toEqual(
          items.map((item) => (item < 0 ? `item ${item} failed` : item * 2)),
        );
        expect(groups.flat()).toEqual(items);
        expect(groups.every((group) => group.length <= maxSize)).toBe(true);
      }),
    );
  });

  test('puts what arrives in one turn into one group', async () => {
    const { batcher, groups } = doubling(100);
    await Promise.all([1, 2, 3].map((item) => batcher.add(item)));
    expect(groups).toEqual([[1, 2, 3]]);
  });

  test('gathers what arrives while a group is at work into the next', async () => {
    const arrivals: PromiseWithResolvers<void>[] = [Promise.withResolvers(), Promise.withResolvers()];
    const groups: string[][] = [];
    const batcher = new Batcher<string, string>(async (items) => {
      groups.push(items);
      await arrivals[groups.length - 1]!.promise;
      return items;
    }, { maxSize: 100 });
    const first = batcher.add('a');
    await new Promise(setImmediate);
    const others = ['b', 'c', 'd'].map((item) => batcher.add(item));
    arrivals[0]!.resolve();
    expect(await first).toBe('a');
    arrivals[1]!.resolve();
    expect(await Promise.all(others)).toEqual(['b', 'c', 'd']);
    expect(groups).toEqual([['a'], ['b', 'c', 'd']]);
  });

  test('goes on after a group that failed as a whole', async () => {
    const { batcher } = doubling(2);
    const answers = await Promise.allSettled([1, 0, 3].map((item) => batcher.add(item)));
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(await batcher.add(7)).toBe(14);
  });
});

describe('groups beside each other', () => {
  /** Holds each group until it is let go. */
  function held(grouping: { maxSize: number; parallel?: number; joinAt?: number }) {
    const groups: { items: number[]; finish: () => void }[] = [];
    const batcher = new Batcher<number, number>((items) => new Promise((resolve) => groups.push({ items, finish: () => resolve(items) })), grouping);
    const turn = () => new Promise((done) => setImmediate(done));
    return { batcher, groups, turn };
  }

  test('begin only when enough is waiting, and never more than may be at work', async () => {
    const { batcher, groups, turn } = held({ maxSize: 4, parallel: 2, joinAt: 3 });
    const all = [batcher.add(1)];
    await turn();
    all.push(batcher.add(2), batcher.add(3));
    await turn();
    expect(groups.map(({ items }) => items)).toEqual([[1]]);
    all.push(batcher.add(4));
    await turn();
    expect(groups.map(({ items }) => items)).toEqual([[1], [2, 3, 4]]);
    all.push(...[5, 6, 7, 8, 9].map((item) => batcher.add(item)));
    await turn();
    expect(groups).toHaveLength(2);
    groups[1]!.finish();
    await turn();
    await turn();
    expect(groups.map(({ items }) => items)).toEqual([[1], [2, 3, 4], [5, 6, 7, 8]]);
    groups[0]!.finish();
    groups[2]!.finish();
    await turn();
    await turn();
    groups[3]!.finish();
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
