/** What is on record of a person, written down in short for the tests of recomputing: everything can be changed. */
import { type EntryContent, GENESIS_HASH, type SealedEntry, entryId, entryKey, sealEntry } from '../src/ledger.js';
import type { AttendanceFact, CompletionFact, GrantFact, PersonEvidence, QuizFact, RecordedEntry, ReversalFact, TransferFact } from '../src/recompute/index.js';
import { asRecorded } from './recorded.js';

export const PLACE = { regionId: 'r1', organisationId: 'o1' };

/** Milliseconds of a time in Shanghai: '2026-03-10T08:00'. */
export const at = (beijing: string): number => Date.parse(`${beijing}+08:00`);

export const completion = (lessonVersionId: string, when: string, change: Partial<CompletionFact> = {}): CompletionFact => ({
  lessonVersionId,
  courseVersionId: 'c0',
  round: 1,
  date: when.slice(0, 10),
  durationSeconds: 3_600,
  coveredSeconds: 3_600,
  credited: true,
  byMerge: false,
  atMs: at(when),
  place: PLACE,
  evidence: { title: lessonVersionId },
  ...change,
});

export const quiz = (courseVersionId: string, when: string, change: Partial<QuizFact> = {}): QuizFact => ({ courseVersionId, date: when.slice(0, 10), points: 60, maxPoints: 100, passed: true, atMs: at(when), place: PLACE, evidence: { title: courseVersionId }, ...change });

export const attendance = (activityId: string, when: string, change: Partial<AttendanceFact> = {}): AttendanceFact => ({
  activityId, date: when.slice(0, 10), classHours: 2, scheduledMinutes: 90, presentMinutes: 90, signedOut: true, atMs: at(when), place: PLACE, evidence: { title: activityId }, ...change,
});

export const grant = (id: string, when: string, change: Partial<GrantFact> = {}): GrantFact => ({ id, units: 54_000, date: when.slice(0, 10), approvals: 1, atMs: at(when), place: PLACE, evidence: { title: id }, ...change });

export const transfer = (id: string, when: string, change: Partial<TransferFact> = {}): TransferFact => ({ issuer: 'i', id, units: 5_000, date: when.slice(0, 10), atMs: at(when), place: PLACE, evidence: { title: id }, ...change });

export const reversal = (ofId: string, when: string): ReversalFact => ({ entryId: ofId, atMs: at(when), evidence: { reason: '有误' } });

export const evidenceOf = (change: Partial<PersonEvidence> = {}): PersonEvidence => ({ personId: 'a', completions: [], moved: [], quizzes: [], attendances: [], grants: [], transfers: [], reversals: [], mergedWith: [], absorbed: [], ...change });

/** An entry before it joins a chain: by default a lesson's. */
export const content = (sourceId: string, when: string, change: Partial<EntryContent> = {}): Omit<EntryContent, 'sequence'> => {
  const key = change.key ?? entryKey.lesson(change.personId ?? 'a', sourceId);
  const date = when.slice(0, 10);
  return { id: entryId(key, at(when)), personId: 'a', kind: 'lesson', sourceId, key, units: 144_000, date, year: Number(date.slice(0, 4)), policyVersion: 'standard-2026', ...PLACE, reverses: null, recordedAt: at(when), evidence: { title: sourceId }, ...change };
};

/** A stored chain. */
export function chained(contents: readonly Omit<EntryContent, 'sequence'>[]): RecordedEntry[] {
  const entries: SealedEntry[] = [];
  for (const one of contents) entries.push(sealEntry({ ...one, sequence: entries.length + 1 }, entries.at(-1)?.hash ?? GENESIS_HASH));
  return entries.map(asRecorded);
}
