import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freeText } from './schemas.js';

const REFUSED = '不要写手机号或证件号码';
const reason = freeText({ min: 2, max: 200, missing: '请写明原因，至少 2 个字' });
const messageFor = (text: string) => reason.safeParse(text).error?.issues[0]?.message;
const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));

describe('freeText', () => {
  it.each([
    '本人电话 13800000000',
    '本人13800000000来电',
    '电话 138 0000 0000',
    '电话 138-0000-0000',
    '电话+8613800000000',
    '电话 １３８００００００００',
    '证件 110101199003070011',
    '证件 11010119900307001X',
    '证件 11010119900307001ｘ。',
    '证件 110101 19900307 0011',
    '证件 110101－19900307－0011',
  ])('refuses %s', (text) => {
    expect(messageFor(text)).toBe(REFUSED);
  });

  it.each(['2026-11-22 窗口办理', '看过户口簿，第 3 页', '工单 20261122001', '街道办 010-12345678', '银行流水 6222000000000000000', '学员号 12345678'])('takes %s', (text) => {
    expect(reason.parse(`  ${text} `)).toBe(text);
  });

  it('refuses every phone and ID number, whatever stands around it and between its digits', () => {
    const phone = fc.tuple(fc.integer({ min: 3, max: 9 }), digits(9)).map(([second, rest]) => `1${second}${rest}`);
    const idNumber = fc.tuple(fc.integer({ min: 1, max: 9 }), digits(16), fc.constantFrom('0', '7', 'X', 'x')).map(([first, rest, last]) => `${first}${rest}${last}`);
    const wide = (text: string) => text.replaceAll(/[!-~]/gu, (char) => String.fromCodePoint(char.codePointAt(0)! + 0xfee0));
    const written = fc.tuple(fc.oneof(phone, idNumber), fc.constantFrom('', ' ', '-', '　', '\u200B', ' – '), fc.boolean()).map(([number, between, full]) => (full ? wide : String)([...number].join(between)));
    fc.assert(fc.property(written, fc.constantFrom('', '电话', 'id:'), fc.constantFrom('', '。', '本人'), (number, before, after) => expect(messageFor(before + number + after)).toBe(REFUSED)));
  });

  it('keeps to its length', () => {
    expect(messageFor(' 补 ')).toBe('请写明原因，至少 2 个字');
    expect(messageFor('补'.repeat(201))).toBe('最多 200 个字');
  });
});
