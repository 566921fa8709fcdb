import { describe, expect, it } from '@jest/globals';
import { syntheticIdNumber } from '@xuexi/domain';

import { remarkOn } from './read-id-number';

const NOW = Date.parse('2026-11-22T06:00:00.000Z');
const GOOD = syntheticIdNumber('360203', '1949-12-31', 2);

describe('what is said of a number while it is typed', () => {
  it.each([
    ['', { kind: 'nothing' }],
    ['  ', { kind: 'nothing' }],
    ['360203 1949', { kind: 'count', length: 10 }],
    [GOOD.slice(0, 17), { kind: 'count', length: 17 }],
    // On the way to 18 characters everybody passes 15.
    ['360203196001011', { kind: 'count', length: 15 }],
    [`${GOOD}1`, { kind: 'fault', reason: 'length', length: 19 }],
    ['王秀英', { kind: 'fault', reason: 'characters', length: 3 }],
    ['360203196013011226', { kind: 'fault', reason: 'birth_date', length: 18 }],
    [GOOD, { kind: 'right', birthDate: '1949-12-31', underGuardianAge: false }],
    [syntheticIdNumber('360203', '2012-11-22', 3), { kind: 'right', birthDate: '2012-11-22', underGuardianAge: false }],
    [syntheticIdNumber('360203', '2012-11-23', 3), { kind: 'right', birthDate: '2012-11-23', underGuardianAge: true }],
  ])('%s', (typed, remark) => {
    expect(remarkOn(typed, NOW)).toEqual(remark);
  });
});
