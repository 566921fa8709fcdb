/** SubRip and WebVTT as people write them: what separates cues, and what is no cue. */
import { describe, expect, test } from '@jest/globals';
import { CAPTION_LIMITS, readCaptions } from './index.js';

const read = (text: string) => readCaptions(text, 3_600_000);
const said = (text: string) => read(text).cues.map((cue) => cue.text);
const [FIRST, SECOND] = ['00:00:01,000 --> 00:00:02,000', '00:00:03,000 --> 00:00:04,000'];

describe('cues of SubRip', () => {
  test.each([
    ['a line of blanks', `1\n${FIRST}\n甲\n \t\n2\n${SECOND}\n乙`, ['甲', '乙']],
    ['a time alone', `${FIRST}\n甲\n${SECOND}\n乙`, ['甲', '乙']],
    ['a number of two digits', `9\n${FIRST}\n甲\n10\n${SECOND}\n乙`, ['甲', '乙']],
    ['a number with blanks around it', `1\n${FIRST}\n甲\n 2 \n${SECOND}\n乙`, ['甲', '乙']],
  ])('are parted by %s', (_, text, cues) => expect(said(text)).toEqual(cues));

  test.each([
    ['a figure before it', `1\n${FIRST}\n甲\n3楼\n${SECOND}\n乙`, ['甲\n3楼', '乙']],
    ['a figure behind it', `1\n${FIRST}\n甲\n楼3\n${SECOND}\n乙`, ['甲\n楼3', '乙']],
    ['lines behind an empty one', `1\n${FIRST}\n甲\n\n乙\n丙`, ['甲\n乙\n丙']],
    ['a number behind an empty line', `1\n${FIRST}\n甲\n\n5`, ['甲\n5']],
  ])('keep of their text %s', (_, text, cues) => expect(said(text)).toEqual(cues));

  test.each([
    ['a number alone', '5', [1, 'missing_time']],
    ['a number over a text', ' 7 \n甲', [2, 'unreadable_time']],
    ['an end that nobody can read', '1\n00:00:01,000 --> 不\n甲', [2, 'unreadable_time']],
    ['a begin that nobody can read', '1\n不 --> 00:00:01,000\n甲', [2, 'unreadable_time']],
    ['a begin alone', '1\n00:00:01,000 -->\n甲', [2, 'unreadable_time']],
  ])('are none: %s', (_, text, [line, code]) => expect(read(text).faults).toEqual([{ line, code }]));
});

describe('blocks of WebVTT', () => {
  const cue = '00:01.000 --> 00:02.000\n好';

  test.each(['NOTE 说明', 'NOTE', 'STYLE\n::cue { color: red }', 'REGION\tid:a'])('that say nothing to viewers are left out: %j', (aside) => {
    expect(read(`WEBVTT\n\n${aside}\n\n${cue}`)).toMatchObject({ faults: [], cues: [{ text: '好' }] });
  });

  test.each(['NOTE说明', '说明 NOTE', 'STYLES'])('that only look so are refused: %j', (block) => {
    expect(read(`WEBVTT\n\n${block}\n\n${cue}`).faults).toEqual([{ line: 3, code: 'missing_time' }]);
  });

  test('may be none, even without a line behind the head', () => {
    expect(read('WEBVTT - 拉坯\nKind: captions')).toEqual({ format: 'vtt', cues: [], faults: [], notes: [] });
  });

  test('have entities, each of which is one character', () => {
    expect(said('WEBVTT\n\n00:01.000 --> 00:02.000\n&quot;甲&quot; &apos;乙&#39;&nbsp;&lt;丙&gt;&lrm; &amp;copy; &copy;')).toEqual([`"甲" '乙' <丙> &copy; &copy;`]);
  });

  test('are read to the hundredth fault', () => {
    expect(read(`WEBVTT\n\n${'只有字\n\n'.repeat(100)}`).faults).toHaveLength(100);
    expect(read(`WEBVTT\n\n${'只有字\n\n'.repeat(101)}`).faults).toHaveLength(100);
  });

  test('are as many as three for each cue that is allowed', () => {
    const remarks = (count: number) => `WEBVTT\n\n${'NOTE\n\n'.repeat(count)}${cue}`;
    const most = 3 * CAPTION_LIMITS.cues;
    expect(read(remarks(most - 1))).toMatchObject({ faults: [], cues: [{ text: '好' }] });
    expect(read(remarks(most)).faults).toEqual([{ line: 3 + 2 * most, code: 'too_many' }]);
  });
});
