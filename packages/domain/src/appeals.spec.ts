import { describe, expect, it } from '@jest/globals';
import { appealEndsAt } from './appeals.js';

const at = (iso: string) => Date.parse(iso);

describe('an appeal', () => {
  it.each([
    ['2027-02-03T00:00:00+08:00', '2027-03-06T00:00:00+08:00'],
    ['2027-02-03T23:59:59.999+08:00', '2027-03-06T00:00:00+08:00'],
    ['2028-02-03T12:00:00+08:00', '2028-03-05T00:00:00+08:00'],
  ])('against what was decided at %s is heard before %s', (decided, end) => {
    expect(appealEndsAt(at(decided))).toBe(at(end));
  });
});
