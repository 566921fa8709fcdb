import { describe, expect, it } from '@jest/globals';
import { syntheticIdNumber } from '@xuexi/domain';

import { checkDocument, isChildsBirthDate } from './document-check';

const NOW = Date.parse('2026-03-10T09:00:00+08:00');
const adult = syntheticIdNumber('360203', '1950-02-03', 12);
const child = syntheticIdNumber('360203', '2012-03-11', 11);

describe('checkDocument', () => {
  it.each([
    ['half a number', '36020319', { state: 'typing' }],
    ['a whole one', adult, { state: 'fine', age: 76, sex: 'female', needsGuardian: false }],
    ['one with blanks and full-width digits', ` ${adult.slice(0, 6)} ${adult.slice(6).replaceAll('1', '１')} `, { state: 'fine' }],
    ['a child of 13', child, { state: 'fine', age: 13, needsGuardian: true }],
    ['letters', '36020319ABC', { state: 'fault', fault: 'characters' }],
    ['a wrong last digit', adult.slice(0, 17) + (adult.endsWith('1') ? '2' : '1'), { state: 'fault', fault: 'check_digit' }],
  ])('judges %s', (_, typed, expected) => {
    expect(checkDocument('resident_id', typed, NOW)).toMatchObject(expected);
  });

  it('leaves a passport to whoever has it in hand', () => {
    expect(checkDocument('passport', 'E1234567', NOW)).toEqual({ state: 'unchecked' });
  });
});

describe('isChildsBirthDate', () => {
  it.each([
    ['2012-03-11', true],
    ['2012-03-10', false],
    ['', false],
  ])('%p', (birthDate, isChild) => expect(isChildsBirthDate(birthDate, NOW)).toBe(isChild));
});
