import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ListedFile } from '../platform/storage/storage.js';
import { type UnitBatch, unitBatches } from './unit-batches.js';

const file = (key: string): ListedFile => ({ key, bytes: 1, modifiedAt: new Date(0) });

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

async function batchesOf(keys: Iterable<string>): Promise<UnitBatch[]> {
  const batches: UnitBatch[] = [];
  for await (const batch of unitBatches('media', each([...keys].map(file)))) batches.push(batch);
  return batches;
}

test('keep the files of a subject together, and cover every id without a gap', async () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{3}$/), { maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(ids, fc.integer({ min: 1, max: 4 }), async (names, each) => {
      const keys = names.flatMap((id) => Array.from({ length: each }, (_, i) => `media/${id}/${i}.m4s`)).sort();
      const batches = await batchesOf(keys);
      expect(batches.flatMap(({ units }) => [...units.values()].flat().map(({ key }) => key))).toEqual(keys);
      expect(batches.map(({ range }) => range.after)).toEqual(['', ...batches.slice(0, -1).map(({ range }) => range.upTo)]);
      expect(batches.at(-1)?.range.upTo).toBeNull();
      for (const { units, range } of batches) {
        expect(units.size).toBeLessThanOrEqual(100);
        for (const id of units.keys()) expect(id > range.after && (range.upTo === null || id <= range.upTo)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test('hold few files, however many there are', async () => {
  const many = function* (): Generator<ListedFile> {
    for (let id = 0; id < 200; id++) for (let i = 0; i < 1500; i++) yield file(`media/${String(id).padStart(5, '0')}/${i}`);
  };
  let most = 0;
  for await (const { units } of unitBatches('media', each(many()))) most = Math.max(most, [...units.values()].reduce((sum, files) => sum + files.length, 0));
  expect(most).toBeLessThanOrEqual(21_500);
});
