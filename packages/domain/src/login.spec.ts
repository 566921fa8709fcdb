import { describe, expect, test } from '@jest/globals';
import { normalizePassword, parseLogin, passwordFault } from './login.js';

describe('what somebody signs in with', () => {
  test.each([
    ['138 1234 5678', { kind: 'phone', phone: '13812345678' }],
    ['+86-13812345678', { kind: 'phone', phone: '13812345678' }],
    ['１３８１２３４５６７８', { kind: 'phone', phone: '13812345678' }],
    ['20260001', { kind: 'number', number: '20260001' }],
    [' 2026-0001 ', { kind: 'number', number: '20260001' }],
    ['12345678901', { kind: 'number', number: '12345678901' }],
    ['12345', null],
    ['1234567890123', null],
    ['abc', null],
    ['', null],
  ])('%s', (raw, login) => {
    expect(parseLogin(raw)).toEqual(login);
  });
});

describe('the length of a password', () => {
  test.each([
    ['1234567', 'too_short'],
    ['12345678', null],
    ['一二三四五六七八', null],
    ['👩'.repeat(7), 'too_short'],
    ['👩'.repeat(8), null],
    // é as one character and as two.
    ['e\u0301'.repeat(7), 'too_short'],
    ['x'.repeat(64), null],
    ['x'.repeat(65), 'too_long'],
    [`a${'\u0301'.repeat(2000)}bcdefgh`, 'too_long'],
    ['', 'too_short'],
  ])('%j', (password, fault) => {
    expect(passwordFault(password)).toBe(fault);
  });
});

test('full-width and half-width letters are the same password', () => {
  expect(normalizePassword('Ａｂｃ　１２３')).toBe(normalizePassword('Abc 123'));
});
