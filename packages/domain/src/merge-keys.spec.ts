import { describe, expect, it } from '@jest/globals';
import { at } from '../test/facts.js';
import { type EntryKind, type JsonValue, entryId } from './ledger.js';
import { asGrant, keyAmong, mergeMarkOf, mergeNoteOf, originOf, standInKeys } from './merge-keys.js';
import type { MergeNote } from './merge.js';

const NOTE: MergeNote = { person: 'b', kind: 'lesson', sourceId: 'l1', earnedMs: at('2026-03-10T08:00'), entryId: 'e1', entryHash: 'h1' };
const OPEN = { year: 2026, nowMs: at('2027-01-15T23:59') };
const CLOSED = { year: 2026, nowMs: at('2027-01-16T00:00') };
const AS_GRANT = { kind: 'grant', sourceId: 'merge-e1', key: 'grant:merge-e1' };

describe('the mark of a merge', () => {
  it.each<[string, JsonValue, ReturnType<typeof mergeMarkOf>]>([
    ['in place of another', { title: 'l1', merge: { ...NOTE } }, { note: NOTE }],
    ['a reversal', { merged: 'double', reason: 'merge' }, { why: 'double' }],
    ['none', { title: 'merge', reason: 'merged' }, null],
    ['none: a list', ['merge', 'merged'], null],
    ['none: a text', 'merge', null],
    ['none: nothing', null, null],
  ])('in the evidence of an entry: %s', (_, evidence, mark) => {
    expect(mergeMarkOf(evidence)).toEqual(mark);
    expect(mergeNoteOf(evidence)).toEqual(mark && 'note' in mark ? mark.note : null);
  });
});

describe('keys of an entry that stands for another', () => {
  it.each<[string, EntryKind, number | null, string[]]>([
    ['a lesson', 'lesson', null, ['lesson:a:s']],
    ['a lesson with a round', 'lesson', 2, ['lesson:a:s', 'lesson:a:s:2']],
    ['a course', 'course', null, ['course:a:s']],
    ['a quiz', 'quiz', 2, ['quiz:a:s']],
    ['a class', 'attend', null, ['attend:a:s']],
    ['a grant', 'grant', null, []],
    ['a transfer', 'transfer', null, []],
    ['a reversal', 'reversal', null, []],
  ])('are its own in an open year, the first that is free, and at last that of a grant: %s', (_, kind, round, keys) => {
    const note = { ...NOTE, kind, sourceId: 's' };
    expect(standInKeys('a', note, { round, ...OPEN })).toEqual([...keys.map((key) => ({ kind, sourceId: 's', key })), AS_GRANT]);
    expect(standInKeys('a', note, { round, ...CLOSED })).toEqual([AS_GRANT]);
    for (let taken = 0; taken <= keys.length; taken++) expect(keyAmong(new Set(keys.slice(0, taken)), 'a', kind, 's', round)).toBe(keys[taken] ?? null);
  });

  it('are by the id that the entry of a completion would have had, where it had none', () => {
    const note = { ...NOTE, entryId: null, entryHash: null };
    const origin = entryId('lesson:b:l1', NOTE.earnedMs);
    expect(originOf(note)).toBe(origin);
    expect(standInKeys('a', note, { round: null, ...CLOSED })).toEqual([asGrant(origin)]);
    expect(asGrant(origin)).toEqual({ kind: 'grant', sourceId: `merge-${origin}`, key: `grant:merge-${origin}` });
  });
});
