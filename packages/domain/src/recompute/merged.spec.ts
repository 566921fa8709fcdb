import { describe, expect, it } from '@jest/globals';
import { at, chained, completion, content, evidenceOf } from '../../test/facts.js';
import { entryId } from '../ledger.js';
import type { MergeNote } from '../merge.js';
import { PRESETS } from '../policy.js';
import type { Unchained } from './differences.js';
import type { PersonEvidence, RecordedEntry } from './facts.js';
import { isMoved, jsonOf, mergedEntry } from './merged.js';

const MERGED = '2026-05-10T12:00';
const LEARNED = '2026-03-10T08:00';
const RULES = { policyOn: (date: string) => ({ ...PRESETS['standard-2026'], version: `of ${date}` }), courseOf: () => null };
const AT_MERGE = { regionId: 'r2', organisationId: null };

/** What 'b' had, whom 'a' absorbed: a lesson, and a class of four hours. */
const [THEIRS, CLASS] = chained([
  content('l1', LEARNED, { personId: 'b', policyVersion: 'old' }),
  content('s1', LEARNED, { personId: 'b', kind: 'attend', key: 'attend:b:s1', units: 432_000 }),
]) as [RecordedEntry, RecordedEntry];
const note = (of: RecordedEntry, change: Partial<MergeNote> = {}): MergeNote => ({ person: 'b', kind: of.kind as MergeNote['kind'], sourceId: of.sourceId, earnedMs: at(LEARNED), entryId: of.id, entryHash: of.hash, ...change });
const RECORD = evidenceOf({ mergedWith: ['b'], absorbed: [THEIRS, CLASS] });

/** An entry that a merge has posted in the chain of 'a', as stored. */
const posted = (merge: MergeNote, change: Partial<Unchained> = {}): RecordedEntry => chained([content(merge.sourceId, MERGED, { kind: merge.kind, ...AT_MERGE, evidence: { merge: { ...merge } }, ...change })])[0]!;
const derived = (recorded: RecordedEntry, evidence: PersonEvidence = RECORD, own: readonly Unchained[] = []) => mergedEntry(recorded, evidence, (id) => own.find((entry) => entry.id === id), RULES);

describe('an entry that a merge has posted for another', () => {
  it('is what the other was, under a key of the kept person, with the merge noted', () => {
    const merge = note(THEIRS);
    expect(derived(posted(merge))).toEqual({
      ...content('l1', LEARNED),
      policyVersion: 'old',
      id: entryId('lesson:a:l1', at(MERGED)),
      recordedAt: at(MERGED),
      evidence: { title: 'l1', merge },
    });
  });

  it('may be of the kept person, where another limit cuts it anew', () => {
    const own = content('s1', LEARNED, { kind: 'attend', key: 'attend:a:s1', units: 432_000 });
    const merge = note(CLASS, { person: 'a', entryId: own.id, entryHash: 'whatever' });
    expect(derived(posted(merge, { kind: 'grant', sourceId: `merge-${own.id}`, key: `grant:merge-${own.id}`, units: 216_000 }), RECORD, [own])).toMatchObject({ kind: 'grant', units: 216_000, year: 2026 });
  });

  it.each([
    ['a class cut to what its date had left', CLASS, 'attend:a:s1', 216_000, 216_000],
    ['a class of more than was earned', CLASS, 'attend:a:s1', 999_000, 432_000],
    ['a lesson cut', THEIRS, 'lesson:a:l1', 1, 144_000],
    ['a lesson of more', THEIRS, 'lesson:a:l1', 999_000, 144_000],
  ])('has the units that were earned: %s', (_, of, key, stored, units) => {
    expect(derived(posted(note(of), { key, units: stored }))?.units).toBe(units);
  });

  it.each([
    ['of which nothing tells that a merge has posted it', posted(note(THEIRS), { evidence: { title: 'l1' } })],
    ['of somebody who was not merged', posted(note(THEIRS, { person: 'x' }))],
    ['that neither record has', posted(note(THEIRS, { entryId: 'none' }))],
    ['that was another one when it was merged', posted(note(THEIRS, { entryHash: CLASS.hash }))],
    ['under a key that it may not bear', posted(note(THEIRS), { key: 'lesson:a:l2' })],
    ['of a completion that is not on record', posted(note(THEIRS, { entryId: null, entryHash: null }))],
  ])('is nothing that the record explains, if it is one %s', (_, recorded) => {
    expect(derived(recorded)).toBeNull();
  });
});

describe('an entry that a merge has posted for a completion which had earned nothing', () => {
  const moved = [
    completion('l2', '2026-03-09T09:00'),
    completion('l3', '2026-03-09T08:00', { durationSeconds: 900 }),
    completion('l3', '2026-03-09T09:00', { durationSeconds: 1_800, round: 3, evidence: { title: '第三轮' } }),
  ];
  const merge: MergeNote = { person: 'b', kind: 'lesson', sourceId: 'l3', earnedMs: at('2026-03-09T09:00'), entryId: null, entryHash: null };

  it.each(['moved', 'completions'] as const)('follows from that completion, of %s, and belongs where the person does now', (list) => {
    expect(derived(posted(merge), evidenceOf({ mergedWith: ['b'], [list]: moved }))).toEqual({
      ...content('l3', MERGED),
      ...AT_MERGE,
      units: 72_000,
      date: '2026-03-09',
      policyVersion: 'of 2026-03-09',
      evidence: { title: '第三轮', merge },
    });
  });

  it('may bear the key of its round, and no other round’s', () => {
    const evidence = evidenceOf({ mergedWith: ['b'], moved });
    expect(derived(posted(merge, { key: 'lesson:a:l3:3' }), evidence)?.key).toBe('lesson:a:l3:3');
    expect(derived(posted(merge, { key: 'lesson:a:l3:2' }), evidence)).toBeNull();
  });
});

describe('a reversal that a merge has posted', () => {
  const own = content('l1', LEARNED, { policyVersion: 'old' });
  const reversed = chained([content('l1', MERGED, { kind: 'reversal', key: `reverse:${own.id}`, reverses: own.id, evidence: { merged: 'double', reason: 'merge' } })])[0]!;

  it('takes the own entry back on the date of the merge, under its policy', () => {
    expect(derived(reversed, RECORD, [own])).toMatchObject({ kind: 'reversal', key: `reverse:${own.id}`, units: -144_000, date: '2026-05-10', year: 2026, policyVersion: 'of 2026-05-10', reverses: own.id, recordedAt: at(MERGED), evidence: { reason: 'merge', merged: 'double' } });
  });

  it('is nothing where there is no such entry', () => {
    expect(derived(reversed)).toBeNull();
    expect(derived({ ...reversed, reverses: null }, RECORD, [own])).toBeNull();
  });
});

it.each([
  ['{"merged":"moved","reason":"merge"}', true],
  ['{"merged":"double","reason":"merge"}', false],
  [JSON.stringify({ merge: note(THEIRS) }), false],
  ['{"reason":"moved"}', false],
  ['null', false],
  ['{', false],
])('of the evidence %s it says that the entry stands elsewhere: %s', (evidence, moved) => {
  expect(isMoved(evidence)).toBe(moved);
});

it('what is no JSON any more explains nothing', () => {
  expect([jsonOf('{"a":1}'), jsonOf('{"a":'), jsonOf('')]).toEqual([{ a: 1 }, null, null]);
});
