import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type EntryContent,
  GENESIS_HASH,
  type JsonValue,
  type SealedEntry,
  WATCHED_KINDS,
  canonicalJson,
  entryId,
  entryKey,
  hashJson,
  lessonKey,
  reversalOf,
  sealEntry,
  storedJson,
  verifyChain,
} from './ledger.js';

const AT = Date.parse('2027-01-01T00:05:30.000+08:00');

function content(sequence: number, changes: Partial<EntryContent> = {}): EntryContent {
  const key = entryKey.lesson('p1', `l${sequence}`);
  return {
    id: entryId(key, AT + sequence),
    personId: 'p1',
    sequence,
    kind: 'lesson',
    sourceId: `l${sequence}`,
    key,
    units: 36_000,
    date: '2027-01-01',
    year: 2027,
    policyVersion: 'standard-2026',
    regionId: 'r1',
    organisationId: null,
    reverses: null,
    recordedAt: AT + sequence,
    evidence: { coverage: [[0, 810]], duration: 900, round: 1 },
    ...changes,
  };
}

function chain(length: number): SealedEntry[] {
  return Array.from({ length }).reduce<SealedEntry[]>((entries, _, i) => {
    return [...entries, sealEntry(content(i + 1), entries.at(-1)?.hash ?? GENESIS_HASH)];
  }, []);
}

describe('entryKey', () => {
  it('is as credit-rules.md 13 says', () => {
    expect([
      entryKey.lesson('p', 'lv'),
      entryKey.course('p', 'cv'),
      entryKey.quiz('p', 'cv'),
      entryKey.attend('p', 's'),
      entryKey.grant('g'),
      entryKey.transfer('i', 't'),
      entryKey.reverse('e'),
      entryKey.opening('p', 2026),
    ]).toEqual(['lesson:p:lv', 'course:p:cv', 'quiz:p:cv', 'attend:p:s', 'grant:g', 'transfer:i:t', 'reverse:e', 'opening:p:2026']);
  });
});

describe('lessonKey', () => {
  it.each([
    [1, false, 'lesson:p:lv'],
    [1, true, 'lesson:p:lv'],
    [2, false, 'lesson:p:lv'],
    [2, true, 'lesson:p:lv:2'],
    [3, true, 'lesson:p:lv:3'],
  ])('of round %i, the own key being used up: %s, is %s', (round, isPosted, key) => {
    expect(lessonKey('p', 'lv', round, isPosted)).toBe(key);
  });
});

describe('the daily cap of watching', () => {
  it('counts lessons and courses (credit-rules.md 9)', () => {
    expect(WATCHED_KINDS).toEqual(['lesson', 'course']);
  });
});

describe('reversalOf', () => {
  const posted = { date: '2027-02-03', policyVersion: 'tiers', recordedAt: AT + 9, evidence: { reason: '重复' } };

  it('takes an entry back in its own year, region and organisation, on its own date and under its own policy', () => {
    const entry = content(3, { regionId: 'r7', organisationId: 'o7', year: 2026 });
    const key = `reverse:${entry.id}`;
    expect(reversalOf(entry, posted)).toEqual({
      id: entryId(key, AT + 9),
      key,
      personId: 'p1',
      kind: 'reversal',
      sourceId: 'l3',
      units: -36_000,
      year: 2026,
      regionId: 'r7',
      organisationId: 'o7',
      reverses: entry.id,
      ...posted,
    });
  });
});

describe('entryId', () => {
  const UUID_V8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const time = fc.nat(Date.parse('9998-01-01'));

  it('is a UUIDv8 that carries its time and repeats', () => {
    fc.assert(
      fc.property(fc.string(), time, (key, at) => {
        const id = entryId(key, at);
        expect(id).toMatch(UUID_V8);
        expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at);
        expect(entryId(key, at)).toBe(id);
      }),
    );
  });

  it('sorts by time as text', () => {
    fc.assert(fc.property(time, time, fc.string(), (a, b, key) => Math.sign(a - b) === Math.sign(entryId(key, a).localeCompare(entryId(key, b)))));
  });

  it('differs by key', () => {
    const ids = Array.from({ length: 5_000 }, (_, i) => entryId(entryKey.lesson('p1', `l${i}`), AT));
    expect(new Set(ids).size).toBe(ids.length);
  });

  /* The bytes of both tests were computed once by another program, from the description alone. */
  it('keeps its bytes', () => {
    expect(entryId('lesson:p1:l1', AT)).toBe('01a2ccd9-6910-8f51-93d9-a3125d5d1157');
  });
});

describe('storedJson', () => {
  it.each([
    ['an object', '{"a":[1,"é",null]}', { a: [1, 'é', null] }],
    ['a pair of surrogates, escaped', '"\\ud83d\\ude00"', '\u{1f600}'],
    ['null', 'null', null],
    ['the largest number', '1.7976931348623157e308', Number.MAX_VALUE],
    ['what is no JSON', '{"a":', undefined],
    ['nothing', '', undefined],
    ['a lone surrogate', '{"a":"\\ud800"}', undefined],
    ['a lone surrogate in a key', '{"\\uDC00":1}', undefined],
    ['a number beyond all', '{"a":1e999}', undefined],
    ['a number beyond all with a sign', '[-1E+309]', undefined],
    ['a number beyond all without an exponent', `[${'9'.repeat(310)}]`, undefined],
  ])('reads %s', (_, text, value) => {
    expect(storedJson(text)).toEqual(value);
  });
});

describe('canonicalJson', () => {
  it('writes the example of RFC 8785', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units at every depth', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': { b: 1, a: 2 } })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":{"a":2,"b":1},"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
    );
  });

  it('is JSON of the same value, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const text = canonicalJson(value as JsonValue);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversedKeys(value as JsonValue))).toBe(text);
      }),
    );
  });

  it.each([
    ['undefined', { a: undefined }, 'not a JSON value: undefined'],
    ['NaN', [Number.NaN], 'not a JSON value: NaN'],
    ['an infinity', { a: Number.POSITIVE_INFINITY }, 'not a JSON value: Infinity'],
    ['a function', [Math.max], 'not a JSON value: function max'],
    ['a big integer', [1n], 'not a JSON value: 1'],
    ['a lone surrogate', '\ud800', 'a string with a lone surrogate'],
    ['a lone surrogate in a list', ['a', '\udfff'], 'a string with a lone surrogate'],
    ['a lone surrogate in a key', { '\udc00': 1 }, 'a string with a lone surrogate'],
  ])('refuses %s', (_, value, why) => {
    expect(() => canonicalJson(value as JsonValue)).toThrow(new RegExp(`^${why}`));
    expect(() => canonicalJson(value as JsonValue)).toThrow(TypeError);
  });

  it('writes what only looks like a lone surrogate, with all that stands beside it', () => {
    const text = String.raw`\ud800`;
    for (const value of [text, [text, 1, null, true, '龚'], { a: text, b: [0.5, false], c: null, d: { [text]: text } }]) expect(canonicalJson(value)).toBe(JSON.stringify(value));
    expect(canonicalJson({ b: [text], a: 1 })).toBe(`{"a":1,"b":${JSON.stringify([text])}}`);
  });

  it('is hashed with SHA-256 of its UTF-8 bytes', () => {
    const value = { 姓名: '龚䶮', units: 36_000 };
    expect(hashJson(value)).toBe(createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex'));
  });
});

describe('the chain', () => {
  it('verifies as it was made', () => {
    expect(verifyChain([])).toEqual({ ok: true });
    expect(verifyChain(chain(5))).toEqual({ ok: true });
    expect(chain(5)).toEqual(chain(5));
    expect(chain(1)[0]!.previousHash).toBe(GENESIS_HASH);
  });

  it('keeps its bytes', () => {
    expect(chain(2)[1]!.hash).toBe('e55d712e13607a39448fa6c78308c0fa34857f03bbe69211904bcbee49e6b3f5');
  });

  const edits: [string, (entry: SealedEntry) => SealedEntry, string][] = [
    ['id', (entry) => ({ ...entry, id: entryId('other', AT) }), 'hash'],
    ['personId', (entry) => ({ ...entry, personId: 'p2' }), 'person'],
    ['sequence', (entry) => ({ ...entry, sequence: 9 }), 'sequence'],
    ['kind', (entry) => ({ ...entry, kind: 'grant' }), 'hash'],
    ['sourceId', (entry) => ({ ...entry, sourceId: 'l9' }), 'hash'],
    ['key', (entry) => ({ ...entry, key: 'lesson:p1:l9' }), 'hash'],
    ['units', (entry) => ({ ...entry, units: 36_001 }), 'hash'],
    ['date', (entry) => ({ ...entry, date: '2026-12-31' }), 'hash'],
    ['year', (entry) => ({ ...entry, year: 2026 }), 'hash'],
    ['policyVersion', (entry) => ({ ...entry, policyVersion: 'tiers' }), 'hash'],
    ['regionId', (entry) => ({ ...entry, regionId: 'r2' }), 'hash'],
    ['organisationId', (entry) => ({ ...entry, organisationId: 'o1' }), 'hash'],
    ['reverses', (entry) => ({ ...entry, reverses: 'e1' }), 'hash'],
    ['recordedAt', (entry) => ({ ...entry, recordedAt: AT }), 'hash'],
    ['evidence', (entry) => ({ ...entry, evidence: { coverage: [[0, 900]] } }), 'evidence_hash'],
    ['evidenceHash', (entry) => ({ ...entry, evidenceHash: GENESIS_HASH }), 'evidence_hash'],
    ['previousHash', (entry) => ({ ...entry, previousHash: GENESIS_HASH }), 'previous_hash'],
    ['hash', (entry) => ({ ...entry, hash: GENESIS_HASH }), 'hash'],
  ];

  it.each(edits)('shows an edit of %s', (_, edit, why) => {
    const entries = chain(4);
    expect(verifyChain(entries.with(2, edit(entries[2]!)))).toEqual({ ok: false, at: 2, why });
  });

  it('knows an edit of every field', () => {
    expect(edits.map(([field]) => field).sort()).toEqual(Object.keys(chain(1)[0]!).sort());
  });

  it('shows an edit sealed again, by the entry after it', () => {
    const entries = chain(4);
    const forged = sealEntry({ ...content(2), units: 999_999 }, entries[0]!.hash);
    expect(verifyChain(entries.with(1, forged))).toEqual({ ok: false, at: 2, why: 'previous_hash' });
  });

  it('shows any removal, swap, repetition and insertion', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), fc.nat(), fc.constantFrom('remove', 'swap', 'repeat', 'insert'), (length, a, b, how) => {
        const entries = chain(length);
        const [i, j] = [a % length, b % length];
        const head = { sequence: length, hash: entries.at(-1)!.hash };
        if (how === 'remove') entries.splice(i, 1);
        if (how === 'repeat') entries.splice(i, 0, entries[i]!);
        if (how === 'insert') entries.splice(i, 0, sealEntry(content(i + 1, { sourceId: 'x' }), entries[i]!.previousHash));
        if (how === 'swap') {
          fc.pre(i !== j);
          [entries[i], entries[j]] = [entries[j]!, entries[i]!];
        }
        expect(verifyChain(entries, head).ok).toBe(false);
      }),
    );
  });

  it('shows a removed end only against a known head', () => {
    const entries = chain(4);
    const head = { sequence: 4, hash: entries[3]!.hash };
    expect(verifyChain(entries, head)).toEqual({ ok: true });
    expect(verifyChain(entries.slice(0, 3))).toEqual({ ok: true });
    expect(verifyChain(entries.slice(0, 3), head)).toEqual({ ok: false, at: 3, why: 'head' });
    expect(verifyChain([], head)).toEqual({ ok: false, at: 0, why: 'head' });
    expect(verifyChain(entries, { ...head, sequence: 5 })).toEqual({ ok: false, at: 4, why: 'head' });
    expect(verifyChain(entries, { ...head, hash: GENESIS_HASH })).toEqual({ ok: false, at: 4, why: 'head' });
  });
});

function reversedKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversedKeys(inner)]),
  );
}
