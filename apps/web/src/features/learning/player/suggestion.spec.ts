import { describe, expect, it } from '@jest/globals';

import { sampleRenditions } from '../../../testing/samples';

import { type Choice, offersOf } from './choices';
import { suggestionFor } from './suggestion';
import { lineOf } from './use-line';

const renditions = sampleRenditions();
const offers = offersOf({ kind: 'video', audioUrl: '/a.m3u8', renditions }, true);
const suggested = (choice: Choice, line: Parameters<typeof lineOf>[0], measured: number | null, stalls = 0) =>
  suggestionFor({ choice, offers, renditions, line: lineOf(line), measured, stalls })?.choice ?? null;

describe('the suggestion of something cheaper', () => {
  it.each([
    ['nothing is known of the line', 'auto', undefined, null, 0, null],
    ['the browser takes it for slow', 'auto', { effectiveType: '2g' }, null, 0, 'slides'],
    ['the learner saves data', 720, { saveData: true }, null, 0, 480],
    ['it is measured to carry what is chosen, whatever the browser says', 480, { effectiveType: '3g' }, 5_000_000, 0, null],
    ['it is measured to carry less than the smallest picture', 'auto', undefined, 100_000, 0, 'slides'],
    ['it is measured to carry a smaller picture', 'auto', undefined, 400_000, 0, null],
    ['it is measured to carry less than was chosen', 720, undefined, 500_000, 0, 480],
    ['playing stood still once', 'auto', undefined, 5_000_000, 1, null],
    ['playing stood still again', 'auto', undefined, 5_000_000, 2, 'slides'],
    ['slides do not get through', 'slides', undefined, 10_000, 0, 'audio'],
    ['only the sound is heard already', 'audio', { effectiveType: '2g' }, 1_000, 9, null],
  ] as const)('when %s', (_, choice, line, measured, stalls, expected) => {
    expect(suggested(choice, line, measured, stalls)).toBe(expected);
  });
});

describe('the line', () => {
  it.each([
    [{ type: 'cellular' }, 'mobile'],
    [{ type: 'wifi' }, 'fixed'],
    [{ type: 'ethernet' }, 'fixed'],
    [{ type: 'unknown' }, 'unknown'],
    [{}, 'unknown'],
    [undefined, 'unknown'],
  ] as const)('that the browser describes as %j is %s', (told, kind) => {
    expect(lineOf(told).kind).toBe(kind);
  });
});
