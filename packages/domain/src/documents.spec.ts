import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DOCUMENT_KINDS, DOCUMENT_NAMES, REJECTION_REASONS, areSwapped, documentName, documentNumber, kindOfIdNumber, maskDocumentNumber } from './documents.js';
import { syntheticIdNumber } from './id-number.js';

const ID = syntheticIdNumber('360203', '1952-03-15', 7);

describe('names on documents', () => {
  it.each([
    ['resident_id', '欧阳修竹', '欧阳修竹'],
    ['resident_id', '阿依古丽•买买提', '阿依古丽·买买提'],
    ['residence_permit', '龚䶮', '龚䶮'],
    ['resident_id', '\u{20BB7}\u{2A6D6}\u{2B740}\u{2CEB1}\u{30000}\u{31350}', '\u{20BB7}\u{2A6D6}\u{2B740}\u{2CEB1}\u{30000}\u{31350}'],
    ['passport', '  Anna-Maria   O’Neil ', 'Anna-Maria O’Neil'],
    ['passport', 'José M. Núñez', 'José M. Núñez'],
    ['other', '王秀英', '王秀英'],
    ['passport', 'Nguyễn Văn An', 'Nguyễn Văn An'],
    ['passport', 'Bo', 'Bo'],
    ['passport', 'a'.repeat(50), 'a'.repeat(50)],
  ] as const)('of a %s accept %j', (kind, raw, stored) => {
    expect(documentName(kind, raw)).toBe(stored);
  });

  it.each([
    ['resident_id', 'Anna Neil'],
    ['residence_permit', 'Li'],
    ['passport', 'A'],
    ['passport', 'Anna2'],
    ['passport', '2Anna'],
    ['passport', '-Anna'],
    ['passport', 'Anna--- Neil'],
    ['passport', '<b>Anna</b>'],
    ['passport', "Robert'); DROP TABLE person;--"],
    ['passport', '😀😀'],
    ['passport', 'a'.repeat(51)],
    ['other', ''],
  ] as const)('of a %s refuse %j', (kind, raw) => {
    expect(documentName(kind, raw)).toBeNull();
  });
});

describe('numbers of documents without a check digit', () => {
  it.each([
    ['e12345678', 'E12345678'],
    [' Ｅ1234-5678 ', 'E12345678'],
    ['12345', '12345'],
  ])('store %j', (raw, stored) => {
    expect(documentNumber(raw)).toBe(stored);
  });

  it.each(['', '1234', 'A'.repeat(21), 'E1234_5678', '护照12345', 'E12345678;'])('refuse %j', (raw) => {
    expect(documentNumber(raw)).toBeNull();
  });

  it('show at most the first and the last three characters', () => {
    expect(maskDocumentNumber('passport', 'E12345678')).toBe('E*****678');
    expect(maskDocumentNumber('other', '12345')).toBe('1*345');
    expect(maskDocumentNumber('other', '1234')).toBe('****');
    expect(maskDocumentNumber('resident_id', ID)).toBe(`360203********${ID.slice(-4)}`);
    const number = fc.string({ unit: fc.constantFrom(...'ABCXYZ0123456789'), minLength: 5, maxLength: 20 });
    fc.assert(fc.property(number, (value) => {
      const masked = maskDocumentNumber('other', value);
      expect(masked).toHaveLength(value.length);
      expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(4);
    }));
  });
});

it.each([
  [ID, '王秀英', true],
  [' 360203 19520315 0077', '欧阳 修竹', true],
  ['王秀英', ID, false],
  ['王秀英', '李明', false],
  [ID, ID, false],
  ['123456X', '王秀英', true],
  ['12345X', '王秀英', false],
  ['证123456X', '王秀英', false],
  ['123456X号', '王秀英', false],
])('%j and %j swapped: %s', (name, number, swapped) => {
  expect(areSwapped(name, number)).toBe(swapped);
});

it.each([
  ['810000', 'residence_permit'],
  ['820000', 'residence_permit'],
  ['830000', 'residence_permit'],
  ['110101', 'resident_id'],
])('a number of %s is that of a %s', (division, kind) => {
  expect(kindOfIdNumber(syntheticIdNumber(division, '1990-01-01', 1))).toBe(kind);
});

it('kinds of documents, and why a claim is sent back, are said in words of their own', () => {
  for (const words of [DOCUMENT_KINDS.map((kind) => DOCUMENT_NAMES[kind]), Object.values(REJECTION_REASONS)]) {
    expect(words.filter((word) => !/^[\p{Script=Han}，]+$/u.test(word))).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
  }
});
