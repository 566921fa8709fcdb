/** Entries that a merge of two records has posted, derived again from the entries that they reverse or stand for. */
import { shanghaiDate } from '../calendar.js';
import { type JsonValue, entryId, reversalOf, storedJson } from '../ledger.js';
import { mergeMarkOf, standInKeys } from '../merge-keys.js';
import { type MergeNote, reversalEvidence } from '../merge.js';
import { lessonValue } from '../policy.js';
import type { Unchained } from './differences.js';
import type { CompletionFact, Evidence, PersonEvidence, RecordedEntry } from './facts.js';
import type { Rules } from './recompute.js';

/**
 * @param own the person's own entry of an id, as it was recomputed
 * @returns null when nothing on record explains the entry
 */
export function mergedEntry(recorded: RecordedEntry, evidence: PersonEvidence, own: (id: string) => Unchained | undefined, rules: Rules): Unchained | null {
  const mark = mergeMarkOf(jsonOf(recorded.evidence));
  if (mark === null) return null;
  if ('why' in mark) {
    const target = own(recorded.reverses ?? '');
    const date = shanghaiDate(recorded.recordedAt);
    const rest = { date, policyVersion: rules.policyOn(date).version, recordedAt: recorded.recordedAt, evidence: reversalEvidence(mark), digest: rules.digest };
    return target ? reversalOf(target, rest) : null;
  }
  const { note } = mark;
  if (note.person !== evidence.personId && !evidence.mergedWith.includes(note.person)) return null;
  const content = note.entryId === null ? fromCompletion(note, recorded, evidence, rules) : fromEntry(note, recorded, own, evidence.absorbed);
  if (content === null) return null;
  const round = completionOf(note, evidence)?.round ?? null;
  const place = standInKeys(evidence.personId, note, { round, year: content.year, nowMs: recorded.recordedAt }).find(({ key }) => key === recorded.key);
  if (!place) return null;
  const id = entryId(place.key, recorded.recordedAt, rules.digest);
  return { ...content, ...place, id, personId: evidence.personId, reverses: null, recordedAt: recorded.recordedAt, evidence: { ...content.evidence, merge: { ...note } } };
}

/** Whether a stored reversal of an absorbed record says that its entry stands in the kept one's chain instead. */
export function isMoved(evidence: string): boolean {
  const mark = mergeMarkOf(jsonOf(evidence));
  return mark !== null && 'why' in mark && mark.why === 'moved';
}

type Content = Pick<Unchained, 'units' | 'date' | 'year' | 'policyVersion' | 'regionId' | 'organisationId'> & { evidence: Evidence };

/** What was posted before, here or in the other record. Only a class may have been cut to what its date's limit left. */
function fromEntry(note: MergeNote, recorded: RecordedEntry, own: (id: string) => Unchained | undefined, absorbed: readonly RecordedEntry[]): Content | null {
  const mine = own(note.entryId!);
  const theirs = absorbed.find((entry) => entry.id === note.entryId);
  const origin = mine ? { ...mine, evidence: mine.evidence as Evidence } : theirs && theirs.hash === note.entryHash ? { ...theirs, evidence: jsonOf(theirs.evidence) as Evidence } : null;
  if (!origin) return null;
  const { date, year, policyVersion, regionId, organisationId, evidence } = origin;
  const units = note.kind === 'attend' ? Math.min(origin.units, recorded.units) : origin.units;
  return { units, date, year, policyVersion, regionId, organisationId, evidence };
}

/** A completion that had earned nothing before; its entry belongs where the person does at the merge. */
function fromCompletion(note: MergeNote, { regionId, organisationId }: RecordedEntry, evidence: PersonEvidence, rules: Rules): Content | null {
  const fact = completionOf(note, evidence);
  return fact ? { ...contentOf(fact, rules), regionId, organisationId, evidence: fact.evidence } : null;
}

function completionOf(note: MergeNote, { completions, moved }: PersonEvidence): CompletionFact | undefined {
  return [...moved, ...completions].find(({ lessonVersionId, atMs }) => lessonVersionId === note.sourceId && atMs === note.earnedMs);
}

function contentOf({ date, durationSeconds }: CompletionFact, { policyOn }: Rules): Pick<Content, 'units' | 'date' | 'year' | 'policyVersion'> {
  const policy = policyOn(date);
  return { units: lessonValue(policy, durationSeconds), date, year: Number(date.slice(0, 4)), policyVersion: policy.version };
}

/** What is no JSON any more explains nothing. */
export function jsonOf(text: string): JsonValue {
  return storedJson(text) ?? null;
}
