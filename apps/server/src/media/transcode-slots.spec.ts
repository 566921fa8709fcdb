import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { thisMachine, transcodeSlots } from './transcode-slots.js';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

describe('transcodes beside each other', () => {
  test.each([
    [1, 4 * GIB, { short: 1, long: 1 }],
    [2, 4 * GIB, { short: 1, long: 1 }],
    [4, 8 * GIB, { short: 1, long: 1 }],
    [8, 16 * GIB, { short: 2, long: 2 }],
    [16, 64 * GIB, { short: 4, long: 4 }],
    [16, 5 * 700 * MIB, { short: 3, long: 2 }],
    [2, 2 * 700 * MIB, { short: 1, long: 1 }],
    [2, 2 * 700 * MIB - 1, { short: 1, long: 0 }],
    [64, 512 * MIB, { short: 1, long: 0 }],
  ])('of %i cores and %i bytes of memory', (cores, memoryBytes, slots) => expect(transcodeSlots({ cores, memoryBytes })).toEqual(slots));

  test('never take more memory than there is, where it is enough for one, and never leave the short lane without a slot', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 256 }), fc.integer({ min: 64 * MIB, max: 1024 * GIB }), (cores, memoryBytes) => {
        const { short, long } = transcodeSlots({ cores, memoryBytes });
        expect(short).toBeGreaterThanOrEqual(1);
        expect(short).toBeGreaterThanOrEqual(long);
        expect(short + long === 1 || (short + long) * 700 * MIB <= memoryBytes).toBe(true);
        expect(short + long).toBeLessThanOrEqual(Math.max(2, cores / 2));
      }),
    );
  });

  test('are reckoned from what this process may use', () => {
    const { cores, memoryBytes } = thisMachine();
    expect(cores).toBeGreaterThanOrEqual(1);
    expect(memoryBytes).toBeGreaterThan(64 * MIB);
    expect(memoryBytes).toBeLessThan(2 ** 50);
  });
});
