import { describe, expect, test } from '@jest/globals';
import { isCommonPassword } from './common-passwords.js';

describe('a password that everyone tries', () => {
  test.each(['12345678', 'password', 'Woaini1314', 'woaini520', '5201314520', '88888888', '１２３４５６７８', 'aaaaaaaa', '学学学学学学学学', '19580521', '1958-05-21', '13812345678', '+86 138 1234 5678', 'QQ123456', '我的13900000001', 'x20260001'])('%s is refused', (password) => {
    expect(isCommonPassword(password, ['13900000001', '20260001'])).toBe(true);
  });

  test.each(['社区学习 2026', 'sunny-pond-88', '19581321', '珠山晚霞 2077', 'lovely tea in jars'])('%s is not', (password) => {
    expect(isCommonPassword(password, ['13900000001'])).toBe(false);
  });
});
