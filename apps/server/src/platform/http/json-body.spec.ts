import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Problem } from '../errors/problem.js';
import { assertPlainBody } from './json-body.js';

const check = (text: string) => assertPlainBody(text, JSON.parse(text));
const codeOf = (text: string) => {
  try {
    check(text);
    return 'taken';
  } catch (error) {
    return (error as Problem).code;
  }
};

const plainText = fc.string({ unit: 'grapheme' }).filter((text) => !/(?![\t\n\r])\p{Cc}/u.test(text));
const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, plainText, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(plainText, tie('value'), { maxKeys: 4 })),
})).value;

describe('a body', () => {
  test('of any plain JSON is taken, however it is written', () => {
    fc.assert(
      fc.property(plain, fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        // __proto__ never comes as far: the parser before refuses it.
        if (!text.includes('__proto__')) check(text);
      }),
    );
  });

  test.each([
    '{"a":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"a":{"b":1 , "b" :2}}',
    '[{"a":1},{"a":1,"b":2,"a":3}]',
    '{"":1,"":2}',
    '{"a\\"":1,"a\\u0022":2}',
  ])('with a name twice is refused: %s', (text) => {
    expect(codeOf(text)).toBe('malformed_request');
  });

  test.each(['{"a":{"a":{"a":1}}}', '[{"a":1},{"a":1}]', '{"a":"\\"a\\":1","b":"{\\"a\\":1,\\"a\\":2}"}', '{"a":"\\\\","b":":"}', '"a:"', '{"1":1,"2":2,"10":3}'])('with names that only look alike is taken: %s', (text) => {
    expect(codeOf(text)).toBe('taken');
  });

  test('with a member given again anywhere is refused', () => {
    fc.assert(
      fc.property(fc.dictionary(plainText, plain, { minKeys: 1, maxKeys: 4 }), plain, fc.nat(), (value, again, at) => {
        const names = Object.keys(value);
        const name = names[at % names.length]!;
        const text = `${JSON.stringify(value).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(again)}}`;
        if (!text.includes('__proto__')) expect(codeOf(text)).toBe('malformed_request');
      }),
    );
  });

  test('is taken 32 deep and refused deeper, also 100 000 deep', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect([nested(32), nested(33), nested(100_000)].map(codeOf)).toEqual(['taken', 'malformed_request', 'malformed_request']);
  });

  test.each([
    ['a zero byte', '{"title":"a\\u0000b"}', 'title'],
    ['half a character', '{"a":[{"b":"\\ud800"}]}', 'a.0.b'],
    ['the other half', '{"title":"\\udfff"}', 'title'],
    ['an escape character', '{"title":"\\u001b[31m"}', 'title'],
    ['half a character in a name', '{"a":{"\\ud800":1}}', 'a'],
  ])('with %s is refused, naming the field', (_, text, field) => {
    expect(() => check(text)).toThrow(expect.objectContaining({ code: 'invalid_input', fields: [{ field, message: expect.stringContaining('不能识别的字符') }] }));
  });

  test('with lines, tabs, emoji, rare characters and markup is taken', () => {
    expect(codeOf(JSON.stringify({ text: '一\n二\t三\r\n🀄 䶮 𠮷 <b>"\' OR 1=1 --' }))).toBe('taken');
  });
});
