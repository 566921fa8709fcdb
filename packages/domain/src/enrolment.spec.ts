import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ENROLMENT_RULES, ENROLMENT_RULE_NAMES, INVITATION_ALPHABET, INVITATION_LENGTH, formatInvitationCode, invitationCode } from './enrolment.js';

test.each(['ABCD2345', 'abcd-2345', ' AbCd 2345 ', 'ＡＢＣＤ－２３４５', 'abcd—2345', 'a b c d 2 3 4 5', 'ABCD\u200b2345'])('%j is one and the same code', (typed) => {
  expect(invitationCode(typed)).toBe('ABCD2345');
});

test.each(['', 'ABCD234', 'ABCD23456', 'ABCD2340', 'ABCI2345', '学习在线学习在线', '💡💡💡💡'])('%j is none', (typed) => {
  expect(invitationCode(typed)).toBeNull();
});

test('every code survives being read out', () => {
  const letters = fc.array(fc.constantFrom(...INVITATION_ALPHABET), { minLength: INVITATION_LENGTH, maxLength: INVITATION_LENGTH });
  fc.assert(fc.property(letters, (code) => expect(invitationCode(formatInvitationCode(code.join('')).toLowerCase())).toBe(code.join(''))));
});

test('every way to join has words of its own', () => {
  const names = ENROLMENT_RULES.map((rule) => ENROLMENT_RULE_NAMES[rule]);
  expect(names.filter((name) => !/^\p{Script=Han}+$/u.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
