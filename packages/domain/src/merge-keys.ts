/** Under which keys a merge posts what stands for another entry, and by what that is known later. */
import { isYearClosed } from './calendar.js';
import { type EntryKind, type JsonValue, entryId, entryKey } from './ledger.js';
import type { MergeNote, MergePosting, ReversedWhy } from './merge.js';

/** What a merge noted in the evidence of an entry; null when no merge posted it. */
export function mergeNoteOf(evidence: JsonValue): MergeNote | null {
  if (evidence === null || typeof evidence !== 'object' || !('merge' in evidence)) return null;
  return evidence.merge as unknown as MergeNote;
}

/** By what an entry shows that a merge has posted it: as a reversal, or in place of another; null when none has. */
export function mergeMarkOf(evidence: JsonValue): { why: ReversedWhy } | { note: MergeNote } | null {
  const note = mergeNoteOf(evidence);
  if (note !== null) return { note };
  return evidence !== null && typeof evidence === 'object' && 'merged' in evidence ? { why: evidence.merged as ReversedWhy } : null;
}

/**
 * Under which keys an entry may be posted for the one that a note names: in an open year as itself; in a closed one, or where its own are
 * used up, as a grant.
 *
 * @param round of the completion that earns it, in the kept person's count; null where there is none
 */
export function standInKeys(personId: string, note: MergeNote, { round, year, nowMs }: { round: number | null; year: number; nowMs: number }): Pick<MergePosting, 'kind' | 'sourceId' | 'key'>[] {
  const { kind, sourceId } = note;
  const own = isYearClosed(year, nowMs) ? [] : keysOf(personId, kind, sourceId, round);
  return [...own.map((key) => ({ kind, sourceId, key })), asGrant(note.entryId ?? originOf(note))];
}

/** The id that the entry of a completion would have had which earned none. */
export function originOf({ person, sourceId, earnedMs }: Pick<MergeNote, 'person' | 'sourceId' | 'earnedMs'>): string {
  return entryId(entryKey.lesson(person, sourceId), earnedMs);
}

/** The key of its own kind that an entry may bear in the kept person's chain; null when there is none left. */
export function keyAmong(taken: ReadonlySet<string>, personId: string, kind: EntryKind, sourceId: string, round: number | null): string | null {
  return keysOf(personId, kind, sourceId, round).find((key) => !taken.has(key)) ?? null;
}

/** The keys of its own kind that an entry may bear, the one it bears first if it is free. */
function keysOf(personId: string, kind: EntryKind, sourceId: string, round: number | null): string[] {
  switch (kind) {
    case 'lesson':
      return [entryKey.lesson(personId, sourceId), ...(round === null ? [] : [entryKey.lessonAgain(personId, sourceId, round)])];
    case 'course':
      return [entryKey.course(personId, sourceId)];
    case 'quiz':
      return [entryKey.quiz(personId, sourceId)];
    case 'attend':
      return [entryKey.attend(personId, sourceId)];
    case 'grant':
    case 'transfer':
    case 'reversal':
      return [];
  }
}

/** Only grants and reversals may be dated in a closed year (credit-rules.md 10); a grant's key is free of the person. */
export function asGrant(originId: string): Pick<MergePosting, 'kind' | 'sourceId' | 'key'> {
  const sourceId = `merge-${originId}`;
  return { kind: 'grant', sourceId, key: entryKey.grant(sourceId) };
}
