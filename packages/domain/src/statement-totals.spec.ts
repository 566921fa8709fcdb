import { describe, expect, it } from '@jest/globals';
import { type StatedEntry, statedMonth, statementNumber, statementTotals } from './statement-totals.js';

const entry = (sequence: number, change: Partial<StatedEntry> = {}): StatedEntry => ({ kind: 'lesson', units: 36_000, date: '2026-03-01', policyVersion: 'standard-2026', sequence, hash: `hash ${sequence}`, ...change });

describe('the totals of a statement', () => {
  it('are by kind and by month, whatever the order of the entries', () => {
    const entries = [
      entry(3, { kind: 'quiz', units: 54_000, date: '2026-12-31', policyVersion: 'standard-2027' }),
      entry(1, { date: '2026-01-01' }),
      entry(4, { kind: 'reversal', units: -36_000, date: '2027-02-03' }),
      entry(2),
    ];
    const expected = {
      units: 90_000,
      entries: 4,
      kinds: { lesson: 72_000, quiz: 54_000, reversal: -36_000 },
      months: [36_000, 0, 36_000, 0, 0, 0, 0, 0, 0, 0, 0, 54_000 - 36_000],
      policyVersions: ['standard-2026', 'standard-2027'],
      chainHead: 'hash 4',
    };
    expect(statementTotals(entries, 2026)).toEqual(expected);
    expect(statementTotals(entries.toReversed(), 2026)).toEqual(expected);
  });

  it('name each policy version once, in order', () => {
    expect(statementTotals(['b', 'a', 'b'].map((policyVersion, i) => entry(i + 1, { policyVersion })), 2026).policyVersions).toEqual(['a', 'b']);
  });

  it('are of one entry at least', () => {
    expect(() => statementTotals([], 2026)).toThrow(new RangeError('a statement needs an entry'));
  });

  it.each([
    ['2026-01-31', 1],
    ['2026-12-01', 12],
    ['2027-01-01', 12],
    ['2031-05-05', 12],
  ])('of 2026 have what is dated %s under month %d', (date, month) => {
    expect(statedMonth(date, 2026)).toBe(month);
  });
});

describe('the number of a statement', () => {
  it('stays with person and year, and ends with the version', () => {
    // SHA-256 of "p1|2026".
    expect(statementNumber('p1', 2026, 1)).toBe('2026-191BF0FBB44A25D3-1');
    expect(statementNumber('p1', 2026, 2).slice(0, -1)).toBe(statementNumber('p1', 2026, 1).slice(0, -1));
    const others = [statementNumber('p1', 2026, 1), statementNumber('p1', 2027, 1), statementNumber('p2', 2026, 1)].map((number) => number.slice(5, 21));
    expect(new Set(others).size).toBe(3);
  });
});
