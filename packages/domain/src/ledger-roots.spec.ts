import { describe, expect, it } from '@jest/globals';
import { creditDayHash, creditDayText, entryLeaf, evidenceLeaf, SIGNED_AFTER_MS } from './ledger-roots.js';
import { GENESIS_HASH, sha256Hex } from './ledger.js';

const DAY = { date: '2027-01-01', entries: 2, root: 'a'.repeat(64), evidence: 1, evidenceRoot: 'b'.repeat(64), previousHash: 'c'.repeat(64) };

describe('the signed root of a day of the ledger', () => {
  it('is made a quarter of an hour after midnight', () => {
    expect(SIGNED_AFTER_MS).toBe(900_000);
  });

  it('is signed within one text that says what it is', () => {
    const text = `{"date":"2027-01-01","entries":2,"evidence":1,"evidenceRoot":"${DAY.evidenceRoot}","kind":"xuexi-credit-root/1","previousHash":"${DAY.previousHash}","root":"${DAY.root}"}`;
    expect(creditDayText(DAY)).toBe(text);
    expect(creditDayHash(DAY)).toBe(sha256Hex(text));
  });

  it('follows from the day before, the first from none', () => {
    expect(creditDayHash(null)).toBe(GENESIS_HASH);
    expect(creditDayHash({ ...DAY, evidence: 2 })).not.toBe(creditDayHash(DAY));
  });

  it('covers the region by which totals are summed, or that there was none', () => {
    expect([entryLeaf({ hash: 'h', regionPath: 'a/b/' }), entryLeaf({ hash: 'h', regionPath: null })]).toEqual(['h a/b/', 'h -']);
  });

  it('covers evidence with the table it stands in', () => {
    expect(evidenceLeaf('lesson_progress', { round: 1, coverage: [[0, 9]] })).toBe('["lesson_progress",{"coverage":[[0,9]],"round":1}]');
  });
});
