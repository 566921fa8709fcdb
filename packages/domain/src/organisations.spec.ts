import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { creditCodeCheck, parseCreditCode } from './organisations.js';

describe('unified social credit codes (GB 32100-2015)', () => {
  // The first is the example of the standard's check: 91350100M000100Y4 + 3.
  it.each([
    ['91350100M000100Y43', '91350100M000100Y43'],
    ['91350100m000100y43', '91350100M000100Y43'],
    [' 9135 0100 M000 100Y 43 ', '91350100M000100Y43'],
    ['９１３５０１００Ｍ０００１００Ｙ４３', '91350100M000100Y43'],
  ])('%j is %s', (raw, value) => {
    expect(parseCreditCode(raw)).toEqual({ ok: true, value });
  });

  it.each([
    ['91350100M000100Y4', 'length'],
    ['', 'length'],
    ['91350100M000100Y433', 'length'],
    ['91350100I000100Y43', 'characters'],
    ['9135010OM000100Y43', 'characters'],
    ['91350100M000100Y44', 'check_character'],
    ['91350100M000010Y43', 'check_character'],
  ])('%j is refused: %s', (raw, reason) => {
    expect(parseCreditCode(raw)).toEqual({ ok: false, reason });
  });

  const first17 = fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{9}$/);

  it('one wrong character is always found', () => {
    fc.assert(
      fc.property(first17, fc.integer({ min: 0, max: 16 }), fc.constantFrom(...'0123456789'), (head, at, other) => {
        fc.pre(head[at] !== other);
        const code = head + creditCodeCheck(head);
        const changed = code.slice(0, at) + other + code.slice(at + 1);
        return parseCreditCode(code).ok && !parseCreditCode(changed).ok;
      }),
    );
  });
});
