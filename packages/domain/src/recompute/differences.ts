/** How entries as they are stored differ from those that the evidence gives (credit-rules.md 14). */
import { type Digest, type EntryContent, GENESIS_HASH, type JsonValue, canonicalJson, sealOf, sha256Hex } from '../ledger.js';
import type { RecordedEntry } from './facts.js';

/** An entry that the evidence gives, before it joins the chain. */
export type Unchained = Omit<EntryContent, 'sequence'>;

/** Fields of an entry that are compared one by one, beside its evidence. */
export const COMPARED_FIELDS = ['id', 'personId', 'kind', 'sourceId', 'key', 'units', 'date', 'year', 'policyVersion', 'regionId', 'organisationId', 'reverses', 'recordedAt'] as const;

/**
 * - missing: the evidence gives an entry that is not there
 * - unfounded: an entry that no evidence gives
 * - order: the entry stands at another place of the chain
 * - one of the fields, `evidence`, `sequence` or a hash: that differs
 * - credited, passed: what was decided then is not what the rule decides
 * - coverage, date, round, approval, closed_year, target: the evidence itself cannot be
 */
export type DifferenceKind =
  | 'missing'
  | 'unfounded'
  | 'order'
  | (typeof COMPARED_FIELDS)[number]
  | 'evidence'
  | 'sequence'
  | 'evidenceHash'
  | 'previousHash'
  | 'hash'
  | 'credited'
  | 'passed'
  | 'coverage'
  | 'round'
  | 'approval'
  | 'closed_year'
  | 'target';

export interface Difference {
  kind: DifferenceKind;
  personId: string;
  /** The idempotency key of the entry concerned. */
  key: string;
  year: number;
  recorded: JsonValue;
  recomputed: JsonValue;
}

/**
 * Compares a stored chain, in order of sequence, with what the evidence gives, in order of posting. Each entry is sealed again
 * after the stored one before it, so that a difference is told where it is and not of every entry that follows.
 */
export function compareEntries(recorded: readonly RecordedEntry[], recomputed: readonly Unchained[], digest: Digest = sha256Hex): Difference[] {
  const differences: Difference[] = [];
  const expected = inOrderOf(recorded, recomputed, differences);
  let previousHash = GENESIS_HASH;
  recorded.forEach((entry, i) => {
    const content = expected[i];
    if (content) compareEntry(entry, content, { sequence: i + 1, previousHash }, digest, differences);
    previousHash = entry.hash;
  });
  return differences;
}

/** The recomputed entry for every recorded one; notes what has no counterpart and what stands elsewhere. */
function inOrderOf(recorded: readonly RecordedEntry[], recomputed: readonly Unchained[], differences: Difference[]): readonly (Unchained | undefined)[] {
  if (recorded.length === recomputed.length && recorded.every((entry, i) => entry.key === recomputed[i]!.key)) return recomputed;
  const byKey = new Map(recomputed.map((content) => [content.key, content]));
  const matched = recorded.map((entry) => byKey.get(entry.key));
  recorded.forEach((entry, i) => {
    if (!matched[i]) differences.push({ kind: 'unfounded', personId: entry.personId, key: entry.key, year: entry.year, recorded: entry.units, recomputed: null });
  });
  const known = new Set(recorded.map((entry) => entry.key));
  for (const { personId, key, year, units } of recomputed) if (!known.has(key)) differences.push({ kind: 'missing', personId, key, year, recorded: null, recomputed: units });
  const inTurn = recomputed.filter(({ key }) => known.has(key));
  const there = recorded.filter((_, i) => matched[i]);
  there.forEach((entry, i) => {
    if (inTurn[i]?.key !== entry.key) differences.push({ kind: 'order', personId: entry.personId, key: entry.key, year: entry.year, recorded: entry.sequence, recomputed: inTurn.findIndex(({ key }) => key === entry.key) + 1 });
  });
  return matched;
}

function compareEntry(entry: RecordedEntry, content: Unchained, { sequence, previousHash }: Pick<RecordedEntry, 'sequence' | 'previousHash'>, digest: Digest, differences: Difference[]): void {
  const { personId, key, year } = entry;
  const found = (kind: DifferenceKind, recorded: JsonValue, recomputed: JsonValue): void => void differences.push({ kind, personId, key, year, recorded, recomputed });
  const evidence = canonicalJson(content.evidence);
  const { evidenceHash, hash } = sealOf(evidence, content, sequence, previousHash, digest);
  for (const field of COMPARED_FIELDS) if (entry[field] !== content[field]) found(field, entry[field], content[field]);
  if (entry.evidence !== evidence && !isSameEvidence(entry.evidence, evidence)) found('evidence', entry.evidence, evidence);
  if (entry.sequence !== sequence) found('sequence', entry.sequence, sequence);
  if (entry.evidenceHash !== evidenceHash) found('evidenceHash', entry.evidenceHash, evidenceHash);
  if (entry.previousHash !== previousHash) found('previousHash', entry.previousHash, previousHash);
  if (entry.hash !== hash) found('hash', entry.hash, hash);
}

/** The text of the column need not be canonical: whoever posted wrote the members in an order of their own. */
function isSameEvidence(stored: string, evidence: string): boolean {
  try {
    return canonicalJson(JSON.parse(stored) as JsonValue) === evidence;
  } catch {
    return false;
  }
}
