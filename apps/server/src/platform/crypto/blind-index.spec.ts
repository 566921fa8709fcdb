import { createHmac, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Config } from '../config/config.js';
import { BlindIndex } from './blind-index.js';

const blindIndexWith = (blindIndex: Buffer) => new BlindIndex({ secrets: { blindIndex } } as Config);

test('the same value has the same index under one key, and another under another', () => {
  const key = randomBytes(32);
  expect(blindIndexWith(key).of('phone', '13900000001')).toBe(blindIndexWith(key).of('phone', '13900000001'));
  expect(blindIndexWith(randomBytes(32)).of('phone', '13900000001')).not.toBe(blindIndexWith(key).of('phone', '13900000001'));
});

test('the same value of different purposes has different indexes', () => {
  const index = blindIndexWith(randomBytes(32));
  expect(index.of('phone', '1')).not.toBe(index.of('id_number', '1'));
});

test('it is a keyed digest, which those who lack the key cannot try out', () => {
  const key = randomBytes(32);
  expect(blindIndexWith(key).of('id_number', '36020319520315001X')).toBe(createHmac('sha256', key).update('id_number|36020319520315001X').digest('hex'));
});
