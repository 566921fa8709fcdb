/** The largest files that are taken, of whatever is repeated: the time grows with the length. */
import { describe, expect, test } from '@jest/globals';
import { CAPTION_LIMITS, readCaptions } from './index.js';

const read = (text: string) => readCaptions(text, 3_600_000);

describe('any text', () => {
  test.each([
    ['braces', '{\\'],
    ['angles', '<'],
    ['tags', '<b '],
    ['arrows', '-->'],
    ['spaces', ' '],
    ['digits', '1'],
    ['empty lines', '\n'],
    ['numbers in lines', '1\n'],
    ['commas', ','],
    ['entities', '&'],
    ['drawings', '\\p1'],
  ])('of two MiB of %s is done with at once', (_, piece) => {
    const body = piece.repeat(CAPTION_LIMITS.fileBytes / piece.length);
    for (const head of ['1\n00:00:01,000 --> 00:00:02,000\n', 'WEBVTT\n\n00:01.000 --> 00:02.000\n', '[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,,,,,', '[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,,,,,{', '[Events]\nFormat: ', '']) {
      // What is quadratic takes hours, and the runner ends it.
      expect(read(head + body).cues.length).toBeLessThanOrEqual(1);
    }
  });

  test.each([
    ['cues', '', '0:1-->0:2\na\n'],
    ['cues without text', '', '0:1-->0:2\n\n'],
    ['texts without time', '', 'a\n\n'],
    ['texts behind a cue', '1\n00:00:01,000 --> 00:00:02,000\nx\n\n', 'a\n\n'],
    ['blocks of WebVTT without time', 'WEBVTT\n\n', 'a\n\n'],
    ['remarks', 'WEBVTT\n\n', 'NOTE\n\n'],
  ])('of two MiB of %s is not read to its end', (_, head, piece) => {
    const { faults, notes, cues } = read(head + piece.repeat(CAPTION_LIMITS.fileBytes / piece.length));
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.length).toBeLessThanOrEqual(101);
    for (const found of [notes, cues]) expect(found.length).toBeLessThanOrEqual(3 * CAPTION_LIMITS.cues);
    for (const { line } of [...faults, ...notes]) expect(line).toBeLessThan(10 * CAPTION_LIMITS.cues);
  });

  test('of a megabyte of fields and one of lines is done with at once', () => {
    const half = CAPTION_LIMITS.fileBytes / 2;
    const { faults } = read(`[Events]\nFormat: ${','.repeat(half)}\n${'Dialogue:\n'.repeat(half / 10)}`);
    expect(faults).not.toEqual([]);
  });
});
