import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AuditDay, type AuditFault, type ChainedAuditEntry, auditDayText, daysToSign, verifyAuditChain } from './audit-chain.js';
import { AUDIT_ACTIONS, type AuditContent, auditHash } from './audit.js';
import { GENESIS_HASH } from './ledger.js';
import { merkleRoot } from './merkle.js';

const AT = Date.parse('2026-11-20T09:00:00.000+08:00');
const LENGTH = 30;

function content(sequence: number): AuditContent {
  return {
    sequence,
    id: `0193-${sequence}`,
    at: AT + sequence * 3_600_000,
    accountId: sequence % 3 === 0 ? null : 'account',
    action: 'region.rename',
    subjectKind: 'region',
    subjectId: `r${sequence}`,
    regionPath: 'a/b/',
    address: '192.0.2.7',
    device: 'Firefox',
    reason: '更名',
    details: { from: sequence, to: [sequence + 1, null] },
  };
}

/** Entries joined into a chain, from `first` on with new hashes where they had some already. */
function sealed(contents: readonly AuditContent[], previousHash = GENESIS_HASH): ChainedAuditEntry[] {
  let previous = previousHash;
  return contents.map((each) => {
    const entry = { ...each, previousHash: previous, hash: auditHash(each, previous) };
    previous = entry.hash;
    return entry;
  });
}

const CHAIN = sealed(Array.from({ length: LENGTH }, (_, i) => content(i + 1)));
const headOf = (chain: readonly ChainedAuditEntry[]) => ({ sequence: chain.at(-1)?.sequence ?? 0, hash: chain.at(-1)?.hash ?? GENESIS_HASH });
const HEAD = headOf(CHAIN);
const dayOf = (date: string, from: number, to: number): AuditDay => ({ date, firstSequence: from, lastSequence: to, root: merkleRoot(CHAIN.slice(from - 1, to).map(({ hash }) => hash)) });
const DAYS = [dayOf('2026-11-20', 1, 14), dayOf('2026-11-21', 15, 14), dayOf('2026-11-22', 15, 25)];
const ANCHORS = new Map([4, 11, 25, LENGTH].map((sequence) => [sequence, CHAIN[sequence - 1]!.hash]));

/** What an attacker with all rights on the tables may do about the hashes: nothing, those of the row, or all behind it and the head. */
const CARE = ['none', 'own', 'all'] as const;
const rehashed = (chain: readonly ChainedAuditEntry[], from: number, care: (typeof CARE)[number]): ChainedAuditEntry[] => {
  if (care === 'none') return [...chain];
  if (care === 'own') return chain.map((entry, i) => (i === from ? { ...entry, hash: auditHash(entry, entry.previousHash) } : entry));
  return [...chain.slice(0, from), ...sealed(chain.slice(from), chain[from - 1]?.hash)];
};

describe('an untouched chain', () => {
  it('is whole, with and without what was anchored', () => {
    expect(verifyAuditChain(CHAIN, { head: HEAD })).toEqual([]);
    expect(verifyAuditChain(CHAIN, { head: HEAD, anchors: ANCHORS, days: DAYS })).toEqual([]);
    expect(verifyAuditChain([], { head: headOf([]) })).toEqual([]);
  });
});

describe('a thousand random changes by who can write the tables', () => {
  const place = fc.nat(LENGTH - 1);
  const care = fc.constantFrom(...CARE);
  const edits = fc.record({
    at: place,
    change: fc.constantFrom<Partial<ChainedAuditEntry>>(
      { action: 'session.begin' }, { accountId: 'another' }, { reason: null }, { regionPath: null }, { details: {} }, { details: { from: 1, to: [1] } },
      { at: AT }, { subjectId: 'r' }, { device: '' }, { address: '192.0.2.8' }, { id: '0' }, { subjectKind: 'person' }, { hash: '0'.repeat(64) }, { previousHash: 'f'.repeat(64) },
    ),
    care,
  });

  it('of content are all found', () => {
    fc.assert(
      fc.property(edits, ({ at, change, care: how }) => {
        // A hash that is computed anew is the old one again, and nothing was changed.
        fc.pre(how === 'none' || !('hash' in change || 'previousHash' in change));
        const chain = rehashed(CHAIN.with(at, { ...CHAIN[at]!, ...change }), at, how);
        const head = how === 'all' ? headOf(chain) : HEAD;
        expect(verifyAuditChain(chain, { head, anchors: ANCHORS, days: DAYS })).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('by removing entries anywhere are all found', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: LENGTH }), care, fc.boolean(), (at, count, how, renumber) => {
        const left = CHAIN.filter((_, i) => i < at || i >= at + count).map((entry, i) => (renumber ? { ...entry, sequence: i + 1 } : entry));
        const chain = how === 'all' ? rehashed(left, at, how) : left;
        const head = how === 'none' ? HEAD : headOf(chain);
        expect(verifyAuditChain(chain, { head, anchors: ANCHORS, days: DAYS })).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('by exchanging entries are all found', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: LENGTH - 1 }), care, fc.boolean(), (one, distance, how, asRows) => {
        const other = (one + distance) % LENGTH;
        const [a, b] = [CHAIN[one]!, CHAIN[other]!];
        const swapped = CHAIN.with(one, asRows ? { ...b, sequence: a.sequence } : b).with(other, asRows ? { ...a, sequence: b.sequence } : a);
        const chain = rehashed(swapped, Math.min(one, other), how);
        const head = how === 'all' ? headOf(chain) : HEAD;
        expect(verifyAuditChain(chain, { head, anchors: ANCHORS, days: DAYS })).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('by cutting the end, the head with it, are all found', () => {
    fc.assert(
      fc.property(place, fc.boolean(), (length, moveHead) => {
        const chain = CHAIN.slice(0, length);
        const faults = verifyAuditChain(chain, { head: moveHead ? headOf(chain) : HEAD, anchors: ANCHORS, days: DAYS });
        expect(faults).toContainEqual({ kind: 'truncation', sequence: length + 1 });
      }),
    );
  });
});

describe('each kind of fault is named where it is', () => {
  const without = (sequence: number) => CHAIN.filter((entry) => entry.sequence !== sequence);
  const changed = (sequence: number, change: Partial<ChainedAuditEntry>) => CHAIN.with(sequence - 1, { ...CHAIN[sequence - 1]!, ...change });
  const exchanged = changed(6, { ...CHAIN[19]!, sequence: 6 }).with(19, { ...CHAIN[5]!, sequence: 20 });
  const added = [...CHAIN, ...sealed([content(LENGTH + 1)], HEAD.hash)];
  const rewritten = rehashed(changed(8, { reason: null }), 7, 'all');

  it.each<[string, readonly ChainedAuditEntry[], { sequence: number; hash: string }, AuditFault[]]>([
    ['an edit', changed(7, { reason: null }), HEAD, [{ kind: 'edit', sequence: 7 }]],
    ['an edited link', changed(7, { previousHash: GENESIS_HASH }), HEAD, [{ kind: 'edit', sequence: 7 }]],
    ['a deletion', without(7), HEAD, [{ kind: 'deletion', sequence: 7 }, { kind: 'root', date: '2026-11-20' }]],
    ['the first entry gone', without(1), HEAD, [{ kind: 'deletion', sequence: 1 }, { kind: 'root', date: '2026-11-20' }]],
    ['a swap', exchanged, HEAD, [{ kind: 'swap', sequence: 6 }, { kind: 'root', date: '2026-11-20' }]],
    ['an insertion', added, HEAD, [{ kind: 'insertion', sequence: LENGTH + 1 }]],
    ['a truncation', CHAIN.slice(0, 28), headOf(CHAIN.slice(0, 28)), [{ kind: 'truncation', sequence: 29 }]],
    ['an entry twice', [...CHAIN.slice(0, 7), ...CHAIN.slice(6)], HEAD, [{ kind: 'swap', sequence: 7 }, { kind: 'root', date: '2026-11-20' }]],
    ['another hash at the head', CHAIN, { sequence: LENGTH, hash: GENESIS_HASH }, [{ kind: 'edit', sequence: LENGTH }]],
    ['a head behind the end', CHAIN, { sequence: LENGTH - 2, hash: HEAD.hash }, [{ kind: 'insertion', sequence: LENGTH - 1 }]],
    ['a head beyond the end', CHAIN, { sequence: LENGTH + 2, hash: HEAD.hash }, [{ kind: 'truncation', sequence: LENGTH + 1 }]],
    ['a chain computed anew', rewritten, headOf(rewritten), [{ kind: 'root', date: '2026-11-20' }, { kind: 'anchor', sequence: 11 }]],
  ])('%s', (_, chain, head, faults) => {
    const found = verifyAuditChain(chain, { head, anchors: ANCHORS, days: DAYS });
    if (faults[0]?.kind === 'swap') expect(found).toEqual(expect.arrayContaining(faults));
    else expect(found).toEqual(faults);
  });

  it('an entry that neither follows nor is what its hash says, as one fault', () => {
    const forged = changed(7, { reason: null, previousHash: GENESIS_HASH });
    expect(verifyAuditChain(forged, { head: HEAD })).toEqual([{ kind: 'swap', sequence: 7 }]);
  });

  it('an end that only a signed day, or only an anchor, still remembers', () => {
    const short = CHAIN.slice(0, 20);
    const head = headOf(short);
    expect(verifyAuditChain(short, { head })).toEqual([]);
    expect(verifyAuditChain(short, { head, anchors: ANCHORS })).toEqual([{ kind: 'truncation', sequence: 21 }]);
    expect(verifyAuditChain(short, { head, days: DAYS })).toEqual([{ kind: 'truncation', sequence: 21 }, { kind: 'root', date: '2026-11-22' }]);
    // A day without entries has the root of no entries, so that only its end tells of those before it.
    const emptyDay = { date: '2026-11-20', firstSequence: 1, lastSequence: 0, root: merkleRoot([]) };
    expect(verifyAuditChain(short, { head, days: [emptyDay] })).toEqual([]);
  });

  it('days that do not join', () => {
    expect(verifyAuditChain(CHAIN, { head: HEAD, days: [DAYS[0]!, DAYS[2]!] })).toEqual([]);
    expect(verifyAuditChain(CHAIN, { head: HEAD, days: DAYS.slice(1) })).toEqual([{ kind: 'root', date: '2026-11-21' }]);
    expect(verifyAuditChain(CHAIN, { head: HEAD, days: [DAYS[0]!, dayOf('2026-11-21', 14, 25)] })).toEqual([{ kind: 'root', date: '2026-11-21' }]);
    expect(verifyAuditChain(CHAIN, { head: HEAD, days: [DAYS[0]!, dayOf('2026-11-21', 15, 13)] })).toEqual([{ kind: 'root', date: '2026-11-21' }]);
  });
});

describe('what is signed of a day', () => {
  it('is one text, whatever the order in which its parts were given', () => {
    const { root } = DAYS[0]!;
    expect(auditDayText({ root, lastSequence: 14, date: '2026-11-20', firstSequence: 1 })).toBe(
      `{"date":"2026-11-20","firstSequence":1,"kind":"xuexi-audit-root/1","lastSequence":14,"root":"${root}"}`,
    );
  });

  it.each([
    ['nothing before the first entry', null, null, '2026-11-22T12:00:00+08:00', []],
    ['nothing on the first day', null, '2026-11-22T00:00:00+08:00', '2026-11-22T23:59:59.999+08:00', []],
    ['the first day once it is over', null, '2026-11-22T23:59:59.999+08:00', '2026-11-23T00:00:00+08:00', ['2026-11-22']],
    ['every missed day', '2026-12-30', '2026-11-22T00:00:00+08:00', '2027-01-02T00:00:00+08:00', ['2026-12-31', '2027-01-01']],
    ['no day twice', '2026-12-31', '2026-11-22T00:00:00+08:00', '2027-01-01T23:59:59+08:00', []],
  ])('is due for %s', (_, lastSigned, firstEntry, now, days) => {
    expect(daysToSign(lastSigned, firstEntry === null ? null : Date.parse(firstEntry), Date.parse(now))).toEqual(days);
  });
});

describe('what is recorded', () => {
  it('has a name of its own on the pages', () => {
    const names = Object.values(AUDIT_ACTIONS);
    expect(names.filter((name) => !/^\p{Script=Han}+$/u.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is hashed with all its fields', () => {
    const one = content(1);
    const others = { sequence: 2, id: 'x', at: 0, accountId: 'x', action: 'x', subjectKind: 'x', subjectId: 'x', regionPath: 'x', address: 'x', device: 'x', reason: 'x', details: {} };
    expect(Object.keys(others).sort()).toEqual(Object.keys(one).sort());
    const hashes = [auditHash(one, HEAD.hash), auditHash(one, GENESIS_HASH), ...Object.entries(others).map(([field, value]) => auditHash({ ...one, [field]: value }, HEAD.hash))];
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
