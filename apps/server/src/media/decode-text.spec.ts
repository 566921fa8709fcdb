import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inChinese } from '../../test/support/chinese-encodings.js';
import { UndecodableText, decodeText } from './decode-text.js';

const SRT = '1\n00:00:01,000 --> 00:00:02,000\n大家好，今天我们学习怎么用手机\n\n2\n00:00:03,000 --> 00:00:04,000\n先打开设置，再点网络。\n';
const TRADITIONAL = '1\n00:00:01,000 --> 00:00:02,000\n大家好，今天我們學習怎麼用手機\n\n2\n00:00:03,000 --> 00:00:04,000\n先打開設置，再點網絡。\n';
const utf8 = (text: string) => Buffer.from(text);
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('a text', () => {
  test.each([
    ['UTF-8', 'UTF-8', SRT, utf8(SRT)],
    ['UTF-8 with a mark', 'UTF-8', SRT, utf8(`\uFEFF${SRT}`)],
    ['UTF-16LE with a mark', 'UTF-16LE', SRT, utf16(`\uFEFF${SRT}`)],
    ['UTF-16LE without one', 'UTF-16LE', SRT, utf16(SRT)],
    ['UTF-16BE with a mark', 'UTF-16BE', SRT, utf16(`\uFEFF${SRT}`).swap16()],
    ['UTF-16BE without one', 'UTF-16BE', SRT, utf16(SRT).swap16()],
    ['GB18030', 'GB18030', SRT, inChinese('gb18030', SRT)],
    ['GB18030 of a few words', 'GB18030', '揉泥要揉透', inChinese('gb18030', '揉泥要揉透')],
    ['Big5', 'Big5', TRADITIONAL, inChinese('big5', TRADITIONAL)],
    ['nothing', 'UTF-8', '', Buffer.alloc(0)],
  ])('in %s', (_, encoding, text, bytes) => expect(decodeText(bytes)).toEqual({ encoding, text }));

  test.each([
    ['bytes of no encoding', Buffer.concat([utf8('1\n00:00:01,000 --> 00:00:02,000\n'), Buffer.from([0xff, 0xff, 0xff])]), 3],
    ['a mark that lies', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8('1\n'), Buffer.from([0xff])]), 2],
  ])('that is none: %s', (_, bytes, line) => {
    expect(() => decodeText(bytes)).toThrow(expect.objectContaining({ line }));
  });

  test('in any bytes is a text or is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          expect(typeof decodeText(bytes).text).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(UndecodableText);
          expect((error as UndecodableText).line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});
