import { describe, expect, it } from '@jest/globals';

import { changeOf, creditsOf, signedAs, unsigned, worthOf } from './credits';

describe('an amount of credits', () => {
  it.each([
    [0, '0.00', '+0.00', ' 0.00 学分'],
    [1, '不足 0.01', '不足 0.01', '不足 0.01 学分'],
    [1_079, '不足 0.01', '不足 0.01', '不足 0.01 学分'],
    [1_080, '0.01', '+0.01', ' 0.01 学分'],
    [35_680, '0.33', '+0.33', ' 0.33 学分'],
    [-1_079, '−不足 0.01', '−不足 0.01', '−不足 0.01 学分'],
    [-29_160, '−0.27', '−0.27', ' −0.27 学分'],
  ])('of %d units reads %s, as a change %s, in a sentence "%s"', (units, amount, change, worth) => {
    expect(creditsOf(units)).toBe(amount);
    expect(changeOf(units)).toBe(change);
    expect(worthOf(units)).toBe(worth);
  });

  it.each([
    ['0.33', '0.33', '0.33'],
    ['-0.27', '−0.27', '0.27'],
  ])('that the API writes out as %s stands in lists as %s, and without its sign as %s', (credits, signed, bare) => {
    expect(signedAs(credits)).toBe(signed);
    expect(unsigned(credits)).toBe(bare);
  });
});
