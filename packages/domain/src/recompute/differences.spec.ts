import { describe, expect, it } from '@jest/globals';
import { chained, content } from '../../test/facts.js';
import { type DifferenceKind, compareEntries } from './differences.js';
import type { RecordedEntry } from './facts.js';

const CONTENTS = ['l1', 'l2', 'l3', 'l4'].map((lesson, i) => content(lesson, `2026-03-1${i}T08:00`, { units: 1_000 + i }));
const CHAIN = chained(CONTENTS);

/** 'field of lesson: recorded, recomputed'; hashes by their first digits. */
const said = (recorded: readonly RecordedEntry[], recomputed = CONTENTS) => compareEntries(recorded, recomputed).map(({ kind, key, recorded: is, recomputed: ought }) => [kind, key.slice(-2), short(is), short(ought)]);
const short = (value: unknown) => (typeof value === 'string' && value.length === 64 ? 'hash' : value);
const hashes = (lesson: string, ...kinds: DifferenceKind[]) => kinds.map((kind) => [kind, lesson, 'hash', 'hash']);

describe('comparing a stored chain with what the evidence gives', () => {
  it('finds nothing where both are the same, or nothing', () => {
    expect(said(CHAIN)).toEqual([]);
    expect(said([], [])).toEqual([]);
  });

  it('names person, key and year', () => {
    expect(compareEntries(chained([{ ...CONTENTS[0]!, units: 7 }]), CONTENTS.slice(0, 1))[0]).toEqual({ kind: 'units', personId: 'a', key: 'lesson:a:l1', year: 2026, recorded: 7, recomputed: 1_000 });
    expect(compareEntries([], CONTENTS.slice(0, 1))).toEqual([{ kind: 'missing', personId: 'a', key: 'lesson:a:l1', year: 2026, recorded: null, recomputed: 1_000 }]);
    expect(compareEntries(CHAIN.slice(0, 1), [])).toEqual([{ kind: 'unfounded', personId: 'a', key: 'lesson:a:l1', year: 2026, recorded: 1_000, recomputed: null }]);
  });

  it('tells a removed entry, and what its removal did to the next ones', () => {
    expect(said(CHAIN.filter((_, i) => i !== 1))).toEqual([
      ['missing', 'l2', null, 1_001],
      ['sequence', 'l3', 3, 2], ...hashes('l3', 'previousHash', 'hash'),
      ['sequence', 'l4', 4, 3], ...hashes('l4', 'hash'),
    ]);
    expect(said(CHAIN.slice(0, 3))).toEqual([['missing', 'l4', null, 1_003]]);
  });

  it('tells an added entry, at the end of a sound chain', () => {
    expect(said(chained([...CONTENTS, content('l5', '2026-03-20T08:00', { units: 5 })]))).toEqual([['unfounded', 'l5', 5, null]]);
  });

  it('tells exchanged entries, both, and where they belong', () => {
    const [a, b, c, d] = CONTENTS as [(typeof CONTENTS)[0], ...typeof CONTENTS];
    expect(said(chained([a, c!, b!, d!]))).toEqual([['order', 'l3', 2, 3], ['order', 'l2', 3, 2]]);
  });

  it('tells apart what is missing, what is unfounded and what stands elsewhere', () => {
    const recorded = chained([CONTENTS[2]!, content('l9', '2026-03-20T08:00', { units: 9 }), CONTENTS[0]!]);
    expect(said(recorded)).toEqual([
      ['unfounded', 'l9', 9, null],
      ['missing', 'l2', null, 1_001],
      ['missing', 'l4', null, 1_003],
      ['order', 'l3', 1, 2],
      ['order', 'l1', 3, 1],
    ]);
  });

  it('tells a changed field where it is, and its hash, but not of every entry that follows', () => {
    const changed = CHAIN.with(1, { ...CHAIN[1]!, regionId: 'r9' });
    expect(said(changed)).toEqual([['regionId', 'l2', 'r9', 'r1']]);
    const sealedAgain = chained(CONTENTS.with(1, { ...CONTENTS[1]!, regionId: 'r9' }));
    expect(said(sealedAgain)).toEqual([['regionId', 'l2', 'r9', 'r1'], ...hashes('l2', 'hash')]);
    expect(said(CHAIN.with(1, { ...CHAIN[1]!, hash: 'f'.repeat(64) }))).toEqual([...hashes('l2', 'hash'), ...hashes('l3', 'previousHash', 'hash')]);
  });

  it('compares evidence by what it says, not by how it is written', () => {
    const written = (evidence: string) => said([{ ...CHAIN[0]!, evidence }], CONTENTS.slice(0, 1));
    expect(written('{ "title" : "l1" }')).toEqual([]);
    const two = { ...CONTENTS[0]!, evidence: { a: 1, b: 2 } };
    expect(said(chained([two]).map((entry) => ({ ...entry, evidence: '{"b":2,"a":1}' })), [two])).toEqual([]);
    for (const evidence of ['{"title":"l2"}', '{"title":', '']) expect(written(evidence)).toEqual([['evidence', 'l1', evidence, '{"title":"l1"}']]);
  });
});
