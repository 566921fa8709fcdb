import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CAPTION_LIMITS, type CaptionCue, byTime, captionClock, cleanCaptionText, cueFault, overlapping, readCaptionClock, readCaptions, toSrt, toVtt } from './index.js';

const HOUR = 3_600_000;
const read = (text: string, durationMs = HOUR) => readCaptions(text, durationMs);
const said = (text: string) => read(text).cues.map((cue) => cue.text);

describe('a clock', () => {
  test.each([
    ['00:00:01,500', 1500],
    ['00:01.5', 1500],
    ['1:02:03.04', 3_723_040],
    ['0:00:01.02', 1020],
    [' 00：00：01，250 ', 1250],
    ['100:00:00', 360_000_000],
    ['00:60:00', null],
    ['00:00:60', null],
    ['1,5', null],
    ['-00:01', null],
    ['00:00:01,5000', null],
    ['', null],
  ])('%j is %s ms', (text, ms) => expect(readCaptionClock(text)).toBe(ms));

  test('is read as it was written', () => {
    fc.assert(fc.property(fc.nat(999 * HOUR), fc.constantFrom('.' as const, ',' as const), (ms, mark) => expect(readCaptionClock(captionClock(ms, mark))).toBe(ms)));
  });
});

describe('a file', () => {
  const CUES = [
    { startMs: 1000, endMs: 2500, text: '揉泥要揉透' },
    { startMs: 3000, endMs: 4000, text: '一边揉\n一边转' },
  ];

  test.each([
    ['SubRip', 'srt', '1\r\n00:00:01,000 --> 00:00:02,500\r\n揉泥要揉透\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n一边揉\r\n一边转\r\n'],
    ['SubRip with a mark of byte order, tags and placing', 'srt', '\uFEFF1\n00:00:01,000 --> 00:00:02,500 X1:10 Y1:20\n{\\an8}<i>揉泥</i><font color="#f00">要揉透</font>\n\n2\n00:00:03,000 --> 00:00:04,000\n一边揉\n一边转'],
    ['SubRip without empty lines between', 'srt', '1\n00:00:01,000 --> 00:00:02,500\n揉泥要揉透\n2\n00:00:03,000 --> 00:00:04,000\n一边揉\n一边转'],
    ['SubRip with an empty line within', 'srt', '1\n00:00:01,000 --> 00:00:02,500\n揉泥要揉透\n\n\n2\n00:00:03,000 --> 00:00:04,000\n一边揉\n\n一边转\n'],
    ['SubRip out of order', 'srt', '2\n00:00:03,000 --> 00:00:04,000\n一边揉\n一边转\n\n1\n00:00:01,000 --> 00:00:02,500\n揉泥要揉透\n'],
    [
      'WebVTT with everything',
      'vtt',
      'WEBVTT - 拉坯\nKind: captions\n\nNOTE\n说明 <b>\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\n开头\n00:01.000 --> 00:02.500 align:start position:0%\n<v 张老师><c.red>揉泥</c>要<00:00:02.000>揉透</v>\n\n00:00:03.000 --> 00:00:04.000\n一边揉\n一边转\n',
    ],
    ['WebVTT without a line under its head', 'vtt', 'WEBVTT\n00:01.000 --> 00:02.500\n揉泥要揉透\n\n00:03.000 --> 00:04.000\n一边揉\n一边转'],
    [
      'ASS',
      'ass',
      '[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name\nStyle: D\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nComment: 0,0:00:00.00,0:00:01.00,D,,0,0,0,,备注\nDialogue: 0,0:00:03.00,0:00:04.00,D,,0,0,0,,{\\pos(1,2)}一边揉\\N一边转\nDialogue: 0,0:00:01.00,0:00:02.50,D,,0,0,0,,{\\an8\\b1}揉泥{备注}要揉透\nDialogue: 0,0:00:05.00,0:00:06.00,D,,0,0,0,,{\\p1}m 0 0 l 100 0\n',
    ],
    ['SSA with its own order of fields', 'ass', '[Script Info]\n[Events]\nFormat: Marked, Start, End, Text\nDialogue: Marked=0,0:00:01.00,0:00:02.50,揉泥要揉透\nDialogue: Marked=0,0:00:03.00,0:00:04.00,一边揉\\n一边转'],
  ])('%s', (_, format, text) => {
    const reading = read(text);
    expect(reading.faults).toEqual([]);
    expect({ format: reading.format, cues: reading.cues }).toEqual({ format, cues: CUES });
  });

  test('keeps commas, arrows and signs of a text', () => {
    expect(said('[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,先揉,再转,最后停')).toEqual(['先揉,再转,最后停']);
    expect(said('1\n00:00:01,000 --> 00:00:02,000\n泥 --> 坯 <3 & 瓷')).toEqual(['泥 --> 坯 <3 & 瓷']);
    expect(said('WEBVTT\n\n00:01.000 --> 00:02.000\n1 &lt; 2 &amp;amp; 3')).toEqual(['1 < 2 &amp; 3']);
  });

  test.each([
    ['nothing', '', [1, 'no_cues']],
    ['something else', '这是一封信。', [1, 'missing_time']],
    ['a page', '<!doctype html>\n<p>x</p>', [1, 'missing_time']],
    ['a time nobody can read', '1\n00:00:01,000 --> 00:00:02,000\n好\n\n2\n00:00:0三 --> 00:00:04,000\n不好', [6, 'unreadable_time']],
    ['an arrow of one dash', '1\n00:00:01,000 -> 00:00:02,000\n不好', [2, 'unreadable_time']],
    ['a cue that ends as it begins', '1\n00:00:01,000 --> 00:00:01,000\n不好', [2, 'ends_before_start']],
    ['a cue after the film', '1\n00:00:01,000 --> 01:00:01,001\n不好', [2, 'after_end']],
    ['a block of WebVTT without time', 'WEBVTT\n\n只有字\n', [3, 'missing_time']],
    ['a time of ASS nobody can read', '[Events]\nDialogue: 0,x,0:00:02.00,D,,0,0,0,,不好', [2, 'unreadable_time']],
    ['too long a text', `1\n00:00:01,000 --> 00:00:02,000\n${'长'.repeat(CAPTION_LIMITS.cueCharacters + 1)}`, [2, 'too_long']],
  ])('that is refused: %s', (_, text, [line, code]) => expect(read(text).faults).toEqual([{ line, code }]));

  test('of SubRip is read as it was written, but for an arrow', () => {
    const cues = [{ startMs: 0, endMs: 1000, text: '[Events]\n1' }, { startMs: 1000, endMs: 2000, text: '泥 --> 坯 & <3' }];
    expect(toSrt(cues)).toContain('1\r\n00:00:00,000 --> 00:00:01,000\r\n[Events]\r\n1\r\n\r\n2\r\n');
    expect(said(toSrt(cues))).toEqual(['[Events]\n1', '泥 → 坯 & <3']);
  });

  test('may end a second after the film, and not have more cues than allowed', () => {
    expect(read('1\n00:00:01,000 --> 00:00:11,000\n好', 10_000).faults).toEqual([]);
    const many = Array.from({ length: CAPTION_LIMITS.cues + 1 }, (_, i) => ({ startMs: i * 10, endMs: i * 10 + 5, text: '字' }));
    expect(read(toVtt(many)).faults).toEqual([{ line: 3 + CAPTION_LIMITS.cues * 3, code: 'too_many' }]);
  });

  test('of WebVTT may be empty', () => expect(read(toVtt([]))).toEqual({ format: 'vtt', cues: [], faults: [], notes: [] }));

  test('says what it noticed', () => {
    const text = '1\n00:00:05,000 --> 00:00:09,000\n乙\n\n2\n00:00:01,000 --> 00:00:02,000\n甲\n\n3\n00:00:08,000 --> 00:00:10,000\n丙\n\n4\n00:00:20,000 --> 00:00:21,000\n<i></i>\n';
    expect(read(text).notes).toEqual([
      { line: 6, code: 'out_of_order' },
      { line: 10, code: 'overlap' },
      { line: 14, code: 'left_out' },
    ]);
  });
});

describe('a text of captions', () => {
  test.each([
    ['一\r\n二\r三\u2028四\u2029五', '一\n二\n三\n四\n五'],
    ['一\t二', '一 二'],
    ['一\u0007\u202E二\uFEFF', '一二'],
    ['\n 一 \n\n  \n二\n', '一\n二'],
    [' \u200E ', ''],
  ])('%j is kept as %j', (raw, kept) => expect(cleanCaptionText(raw)).toBe(kept));
});

describe('a cue', () => {
  test.each<[string, Partial<CaptionCue>, ReturnType<typeof cueFault>]>([
    ['as long as the film', {}, null],
    ['that begins before the film', { startMs: -1 }, 'ends_before_start'],
    ['that ends as it begins', { startMs: 5_000, endMs: 5_000 }, 'ends_before_start'],
    ['a second longer than the film', { endMs: 11_000 }, null],
    ['longer yet', { endMs: 11_001 }, 'after_end'],
    ['without text', { text: '' }, 'no_text'],
    ['with the longest text', { text: '🙂'.repeat(CAPTION_LIMITS.cueCharacters) }, null],
    ['with a longer one', { text: '🙂'.repeat(CAPTION_LIMITS.cueCharacters + 1) }, 'too_long'],
  ])('%s', (_, change, fault) => expect(cueFault({ startMs: 0, endMs: 10_000, text: '好', ...change }, 10_000)).toBe(fault));

  const at = (startMs: number, endMs: number): CaptionCue => ({ startMs, endMs, text: '好' });
  test('overlaps an earlier one that has not ended, whichever that is', () => {
    expect(overlapping([at(0, 9), at(1, 2), at(3, 4), at(9, 10), at(10, 11)])).toEqual([1, 2]);
    expect(overlapping([])).toEqual([]);
  });

  test('comes by its begin, then by its end', () => {
    expect([at(2, 9), at(1, 5), at(1, 3)].sort(byTime)).toEqual([at(1, 3), at(1, 5), at(2, 9)]);
  });
});

describe('what a file begins with', () => {
  test.each([
    ['\n \nWEBVTT\n\n00:01.000 --> 00:02.000\n好', 'vtt'],
    ['x WEBVTT\n00:01.000 --> 00:02.000\n好', 'srt'],
    ['WEBVTTX\n00:01.000 --> 00:02.000\n好', 'srt'],
    ['\n\n[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,好', 'ass'],
  ])('%j is %s', (text, format) => expect(read(text)).toMatchObject({ format, cues: [{ startMs: 1000, endMs: 2000, text: '好' }] }));

  test('may be a mark of byte order; elsewhere it is taken for what cannot be seen', () => {
    expect(read('\uFEFFWEBVTT\n\n00:01.000 --> 00:02.000\n好\uFEFF的').cues).toEqual([{ startMs: 1000, endMs: 2000, text: '好的' }]);
  });
});

describe('faults and notes', () => {
  const srt = (...times: string[]) => times.map((time, i) => `${i + 1}\n${time}\n好\n`).join('\n');
  test('come by line, those of the reader and those of the rules together', () => {
    const text = srt('00:00:05,000 --> 00:00:04,000', '00:00:0三 --> 00:00:09,000', '00:00:08,000 --> 00:00:07,000');
    expect(read(text).faults).toEqual([{ line: 2, code: 'ends_before_start' }, { line: 6, code: 'unreadable_time' }, { line: 10, code: 'ends_before_start' }]);
  });

  test('do not tell that cues begin together, nor that ASS is in no order', () => {
    expect(read(srt('00:00:01,000 --> 00:00:02,000', '00:00:01,000 --> 00:00:02,000')).notes).toEqual([{ line: 6, code: 'overlap' }]);
    expect(read('[Events]\nDialogue: 0,0:00:05.00,0:00:06.00,D,,0,0,0,,乙\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,甲').notes).toEqual([]);
  });

  test('allow exactly as many cues as are allowed, and count those without text for nothing', () => {
    const cues = Array.from({ length: CAPTION_LIMITS.cues }, (_, i) => ({ startMs: i * 10, endMs: i * 10 + 5, text: '字' }));
    expect(read(toVtt(cues))).toMatchObject({ faults: [], notes: [], cues: { length: CAPTION_LIMITS.cues } });
    expect(read(toVtt([...cues, { startMs: HOUR - 10, endMs: HOUR, text: '' }])).faults).toEqual([]);
  });
});

test('ASS is read from its events alone, in their own fields', () => {
  const dialogue = (start: string, end: string, text: string) => `Dialogue: 0,${start},${end},D,,0,0,0,,${text}`;
  const events = ['[Fonts]', dialogue('0:00:01.00', '0:00:02.00', '字体'), 'x [Events]', dialogue('0:00:01.00', '0:00:02.00', '还不是'), '[events]', ` ${dialogue('0:00:03.00', '0:00:04.00', '好\\h的')}`, dialogue('0:00:05.00', 'x', '坏'), dialogue('0:00:06.00', '0:00:07.00', '{\\an8}{\\p1}m 0 0')];
  const reading = read(`[Script Info]\n${events.join('\n')}`);
  expect(reading.faults).toEqual([{ line: 8, code: 'unreadable_time' }]);
  expect(reading.cues).toEqual([{ startMs: 3000, endMs: 4000, text: '好 的' }]);
});

const PIECES = ['<script>', '</script>', '<c.x onclick="a">', '-->', ' --> ', '00:00:01.000 --> 00:00:02.000', '\n', '\n\n', 'NOTE', 'STYLE', 'REGION', 'WEBVTT', '[Events]', 'Dialogue: ', '{\\an8}', '{', '}', '<', '>', '&', '&lt;', '&amp;', '\\N', ',', '1', '字', '\u0000', '\u2028', '\u202E', '\r', '🙂', '  '];
const hostile = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 40 }).map((parts) => parts.join(''));

describe('any text', () => {
  test('of cues is read as it was written', () => {
    const cue = fc
      .record({ startMs: fc.nat(HOUR - 1000), lasts: fc.integer({ min: 1, max: 1000 }), text: hostile.map(cleanCaptionText).filter((text) => text !== '' && [...text].length <= CAPTION_LIMITS.cueCharacters) })
      .map(({ startMs, lasts, text }): CaptionCue => ({ startMs, endMs: startMs + lasts, text }));
    fc.assert(
      fc.property(fc.uniqueArray(cue, { selector: ({ startMs }) => startMs, maxLength: 8 }), (cues) => {
        const sorted = [...cues].sort((a, b) => a.startMs - b.startMs);
        const reading = read(toVtt(sorted));
        expect(reading.faults).toEqual([]);
        expect(reading.cues).toEqual(sorted);
      }),
      { numRuns: 500 },
    );
  });

  test('becomes no markup, whatever file it came from', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom('', 'WEBVTT\n\n', '[Events]\n', '1\n00:00:01,000 --> 00:00:02,000\n', 'WEBVTT\n\n00:01.000 --> 00:02.000\n'), (text, head) => {
        const { cues } = read(head + text);
        const vtt = toVtt(cues);
        expect(vtt).not.toMatch(/</);
        expect(vtt.split('-->')).toHaveLength(cues.length + 1);
        // Nothing but the head and one block per cue: no NOTE, STYLE or REGION of its own.
        expect(vtt.trim().split(/\n\n+/)).toHaveLength(cues.length + 1);
      }),
      { numRuns: 1000 },
    );
  });
});
