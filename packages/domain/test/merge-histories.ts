/** Histories of two records, written down in short for the tests of merging. */
import type { EntryContent } from '../src/ledger.js';
import { type MergeCompletion, type MergeEntry, type MergeHistory, type MergeInput, planMerge } from '../src/merge.js';
import { type Policy, PRESETS } from '../src/policy.js';
import { at, content } from './facts.js';

/** Noon of a day in 2026; the books of 2025 are closed. */
export const NOW = at('2026-05-10T12:00');
export const IN_TIME = at('2025-06-01T10:00');

/** An entry of 'a' unless another person is named. */
export function entry(sourceId: string, when: string, change: Partial<EntryContent> = {}): MergeEntry {
  const made = content(sourceId, when, change);
  return { ...made, hash: `hash of ${made.key}` };
}

export const completed = (personId: string, lessonVersionId: string, when: string, change: Partial<MergeCompletion> = {}): MergeCompletion => ({
  personId, lessonVersionId, round: 1, completedMs: at(when), date: when.slice(0, 10), credited: true, durationSeconds: 3_600, ...change,
});

/** A lesson of an hour that was watched and has earned its entry. */
export const earned = (personId: string, lesson: string, when: string) => ({ entries: [entry(lesson, when, { personId })], completions: [completed(personId, lesson, when)] });

export function history(personId: string, ...parts: Partial<MergeHistory>[]): MergeHistory {
  const all = { personId, verifiedMs: IN_TIME, unverifiedMs: null, progress: [], ...Object.assign({}, ...parts) } as MergeHistory;
  return { ...all, entries: parts.flatMap((part) => part.entries ?? []), completions: parts.flatMap((part) => part.completions ?? []) };
}

export const inputOf = (kept: MergeHistory, absorbed: MergeHistory, policy: Policy = PRESETS['standard-2026']): MergeInput => ({ kept, absorbed, policyOn: () => policy, nowMs: NOW });
export const planned = (...of: Parameters<typeof inputOf>) => planMerge(inputOf(...of));
