import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { cutAt, findInCues, hitFrom } from './find-in-cues';

const cues = ['揉泥要揉透', 'HTML <b> 和 html', 'a.b', '第一行\n第二行'].map((text, i) => ({ from: i * 10, to: i * 10 + 5, text }));

describe('looking through a transcript', () => {
  it.each([
    ['揉', [[0, 0, 1], [0, 3, 4]]],
    [' html ', [[1, 0, 4], [1, 11, 15]]],
    ['<b>', [[1, 5, 8]]],
    ['.', [[2, 1, 2]]],
    ['行 第', [[3, 2, 5]]],
    ['没有', []],
    ['  ', []],
    ['(', []],
  ])('finds %j', (words, places) => expect(findInCues(cues, words).map(({ line, from, to }) => [line, from, to])).toEqual(places));

  it('begins after where the film stands, and with the first again at the end', () => {
    const hits = findInCues(cues, '行');
    expect(hitFrom(findInCues(cues, 'html'), cues, 3)).toBe(0);
    expect(hitFrom(hits, cues, 34)).toBe(0);
    expect(hitFrom(hits, cues, 90)).toBe(0);
  });

  it('cuts a text without losing anything, whatever is looked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('揉', '泥', 'a', 'A', '.', '\\', '[', '-', '\n', ' '), maxLength: 30 }), fc.string({ unit: fc.constantFrom('揉', 'a', '.', '\\', '[', '-', ' '), maxLength: 3 }), (text, words) => {
        const hits = findInCues([{ from: 0, to: 1, text }], words);
        const parts = cutAt(text, hits);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        expect(parts.filter(({ hit }) => hit !== null)).toHaveLength(hits.length);
      }),
    );
  });
});
