import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FieldCipher, type FieldPlace } from './field-cipher.js';

const PLACE: FieldPlace = { table: 'person', column: 'name', row: '0193' };

function newCipher(): FieldCipher {
  return new FieldCipher(randomBytes(32));
}

test('what was encrypted for a place opens there, whatever the text', () => {
  const cipher = newCipher();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.record({ table: fc.string(), column: fc.string(), row: fc.uuid() }), (text, place) => {
      expect(cipher.decrypt(cipher.encrypt(text, place), place)).toBe(text);
    }),
  );
});

test('the stored bytes never hold the text and differ each time', () => {
  const cipher = newCipher();
  const stored = cipher.encrypt('36020319520315001X', PLACE);
  expect(stored.includes('36020319520315001X')).toBe(false);
  expect(cipher.encrypt('36020319520315001X', PLACE).equals(stored)).toBe(false);
});

test('a single changed bit anywhere is refused', () => {
  const cipher = newCipher();
  const stored = cipher.encrypt('王秀英', PLACE);
  fc.assert(
    fc.property(fc.nat(stored.length * 8 - 1), (bit) => {
      const changed = Buffer.from(stored);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => cipher.decrypt(changed, PLACE)).toThrow();
    }),
    { numRuns: 300 },
  );
});

test('a cut end is refused', () => {
  const cipher = newCipher();
  const stored = cipher.encrypt('王秀英', PLACE);
  for (let length = 0; length < stored.length; length++) expect(() => cipher.decrypt(stored.subarray(0, length), PLACE)).toThrow();
});

test.each<[string, FieldPlace]>([
  ['another row', { ...PLACE, row: '0194' }],
  ['another column', { ...PLACE, column: 'id_number' }],
  ['another table', { ...PLACE, table: 'account' }],
  ['a place whose parts read the same in a row', { table: 'person|name', column: '0193', row: '' }],
])('moved to %s it is refused', (_, place) => {
  const cipher = newCipher();
  expect(() => cipher.decrypt(cipher.encrypt('王秀英', PLACE), place)).toThrow();
});

test('another key is refused', () => {
  expect(() => newCipher().decrypt(newCipher().encrypt('王秀英', PLACE), PLACE)).toThrow();
});
