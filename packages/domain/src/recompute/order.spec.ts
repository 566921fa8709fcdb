import { describe, expect, it } from '@jest/globals';
import { at, attendance, chained, completion, content, evidenceOf, grant, quiz, reversal, transfer } from '../../test/facts.js';
import type { PersonEvidence, RecordedEntry } from './facts.js';
import { inOrder } from './order.js';

const WHEN = '2026-03-10T08:00';

/** What the steps are about, in order. */
function told(evidence: Partial<PersonEvidence>, recorded: readonly RecordedEntry[]): string[] {
  return inOrder(evidenceOf(evidence), recorded).map(({ step: { is, fact } }) => {
    if ('entryId' in fact) return `${is} ${fact.entryId}`;
    if ('lessonVersionId' in fact) return `${is} ${fact.lessonVersionId}`;
    if ('activityId' in fact) return `${is} ${fact.activityId}`;
    return 'sourceId' in fact ? `${is} ${fact.sourceId}` : `${is} ${'id' in fact ? fact.id : fact.courseVersionId}`;
  });
}

/** One of each kind at one moment, with the entry that it has in the chain. */
const note = { person: 'b', kind: 'lesson', sourceId: 'l9', earnedMs: 0, entryId: 'e9', entryHash: 'h9' };
const all = [
  ['completion l1', { completions: [completion('l1', WHEN)] }, content('l1', WHEN)],
  ['quiz c1', { quizzes: [quiz('c1', WHEN)] }, content('c1', WHEN, { kind: 'quiz', key: 'quiz:a:c1' })],
  ['attendance s1', { attendances: [attendance('s1', WHEN)] }, content('s1', WHEN, { kind: 'attend', key: 'attend:a:s1' })],
  ['grant g1', { grants: [grant('g1', WHEN)] }, content('g1', WHEN, { kind: 'grant', key: 'grant:g1' })],
  ['transfer t1', { transfers: [transfer('t1', WHEN)] }, content('t1', WHEN, { kind: 'transfer', key: 'transfer:i:t1' })],
  ['reversal e1', { reversals: [reversal('e1', WHEN)] }, content('l0', WHEN, { kind: 'reversal', key: 'reverse:e1', reverses: 'e1' })],
  ['course c2', {}, content('c2', WHEN, { kind: 'course', key: 'course:a:c2' })],
  ['merged l9', {}, content('l9', WHEN, { evidence: { title: 'l9', merge: note } })],
  ['merged l8', {}, content('l8', WHEN, { kind: 'reversal', key: 'reverse:e8', reverses: 'e8', evidence: { reason: 'merge', merged: 'moved' } })],
] as const;
const together: Partial<PersonEvidence> = Object.assign({ mergedWith: ['b'] }, ...all.map(([, evidence]) => evidence));

describe('things on record', () => {
  it('come in order of time, whatever the lists', () => {
    const evidence = { completions: [completion('l2', '2026-03-10T12:00'), completion('l1', '2026-03-10T08:00')], quizzes: [quiz('c1', '2026-03-10T10:00')], grants: [grant('g1', '2026-03-10T09:00')] };
    expect(told(evidence, [])).toEqual(['completion l1', 'grant g1', 'quiz c1', 'completion l2']);
    expect(told({}, [])).toEqual([]);
  });

  it.each(all.map((_, turn) => [turn] as const))('of one moment come as the chain has them: turned by %i, and backwards', (turn) => {
    const turned = [...all.slice(turn), ...all.slice(0, turn)];
    for (const order of [turned, turned.toReversed()]) expect(told(together, chained(order.map(([, , entry]) => entry)))).toEqual(order.map(([name]) => name));
  });

  it('that left no entry come after those of their moment that did', () => {
    const evidence = { completions: [completion('l1', WHEN)], quizzes: [quiz('c1', WHEN, { points: 0, passed: false })], grants: [grant('g1', WHEN)] };
    expect(told(evidence, chained([all[3][2]]))).toEqual(['grant g1', 'completion l1', 'quiz c1']);
  });

  it('come as the chain has them where the clocks of two servers disagree', () => {
    const [early, late] = ['2026-03-10T08:00:00', '2026-03-10T08:00:02'];
    const evidence = { completions: [completion('l1', late), completion('l2', early), completion('l3', '2026-03-10T08:00:03')], quizzes: [quiz('c1', '2026-03-10T08:00:01', { points: 0, passed: false })] };
    const chain = chained([content('l1', late), content('l2', early), content('l3', '2026-03-10T08:00:03')]);
    expect(chain.map(({ recordedAt }) => recordedAt - at(early))).toEqual([2_000, 0, 3_000]);
    expect(told(evidence, chain)).toEqual(['quiz c1', 'completion l1', 'completion l2', 'completion l3']);
  });
});

describe('entries that are steps themselves', () => {
  it('are those of courses, which a change of version may finish, and those that a merge has posted', () => {
    const chain = chained(all.map(([, , entry]) => entry));
    expect(told({ mergedWith: ['b'] }, chain).sort()).toEqual(['course c2', 'merged l8', 'merged l9']);
    expect(told({}, chain)).toEqual(['course c2']);
  });

  it('are not those that only speak of a merge, nor is a merged course one of its own', () => {
    const speaks = content('l1', WHEN, { evidence: { title: '"merge" 是合并', merger: 1 } });
    const course = content('c2', WHEN, { kind: 'course', key: 'course:a:c2', evidence: { title: 'c2', merge: { ...note, kind: 'course' } } });
    expect(told({ mergedWith: ['b'] }, chained([speaks, course]))).toEqual(['merged c2']);
    expect(told({}, chained([speaks, course]))).toEqual([]);
    const broken = chained([all[7][2]]).map((entry) => ({ ...entry, evidence: '{"merge' }));
    expect(told({ mergedWith: ['b'] }, broken)).toEqual([]);
  });
});
