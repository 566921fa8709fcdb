/**
 * Entries of the credit ledger (credit-rules.md 11, 13, 14): their keys, ids, canonical bytes and the hash chain per
 * person. The same evidence always gives the same bytes, so that a recomputation can be compared byte for byte.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export const ENTRY_KINDS = ['lesson', 'course', 'quiz', 'attend', 'grant', 'transfer', 'reversal'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Kinds that count towards the daily cap of watching (credit-rules.md 9). */
export const WATCHED_KINDS: readonly EntryKind[] = ['lesson', 'course'];

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** SHA-256 of the UTF-8 bytes of a text, 64 hexadecimal digits. The server passes its own, which is six times as fast as the portable one. */
export type Digest = (text: string) => string;

export const sha256Hex: Digest = (text) => bytesToHex(sha256(utf8ToBytes(text)));

/** The hash before a person's first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/** With the `u` flag a surrogate matches only when it stands alone. */
const LONE_SURROGATE = /\p{Surrogate}/u;
/** How `JSON.stringify` begins a surrogate that stands alone. */
const ESCAPED_SURROGATE = '\\ud';
/** Only an escape makes a lone surrogate, only an exponent or very many digits a number beyond all. */
const MAY_HAVE_NO_HASH = /\\u|\d[eE]\+?\d{3}|\d{309}/;

/** An entry before it joins the chain. */
export interface EntryContent {
  id: string;
  personId: string;
  /** Place in the person's chain, from 1. */
  sequence: number;
  kind: EntryKind;
  /** What earned it: lesson version, course version, session, document … */
  sourceId: string;
  /** Idempotency key, see {@link entryKey}. */
  key: string;
  units: number;
  /** Shanghai date that the entry bears. */
  date: string;
  /** Year that it counts in; a reversal counts in the year of what it reverses. */
  year: number;
  policyVersion: string;
  /** Region and organisation of the person at that time; later changes never rewrite them. */
  regionId: string | null;
  organisationId: string | null;
  /** Id of the entry that a reversal reverses, else null. */
  reverses: string | null;
  /** Server time of recording, milliseconds since the epoch. */
  recordedAt: number;
  evidence: JsonValue;
}

/** An entry in the chain. `hash` covers everything but the evidence itself, which `evidenceHash` stands for. */
export interface SealedEntry extends EntryContent {
  evidenceHash: string;
  previousHash: string;
  hash: string;
}

/** The idempotency keys of credit-rules.md 13. */
export const entryKey = {
  lesson: (person: string, lessonVersion: string): string => `lesson:${person}:${lessonVersion}`,
  /** A later round, where a merge took the entry of an earlier one back: its key is used up. */
  lessonAgain: (person: string, lessonVersion: string, round: number): string => `lesson:${person}:${lessonVersion}:${round}`,
  course: (person: string, courseVersion: string): string => `course:${person}:${courseVersion}`,
  quiz: (person: string, courseVersion: string): string => `quiz:${person}:${courseVersion}`,
  attend: (person: string, session: string): string => `attend:${person}:${session}`,
  grant: (id: string): string => `grant:${id}`,
  transfer: (issuer: string, id: string): string => `transfer:${issuer}:${id}`,
  reverse: (entry: string): string => `reverse:${entry}`,
  /** Units already held at the start of a replayed scenario (scenario-format.md). */
  opening: (person: string, year: number): string => `opening:${person}:${year}`,
} as const;

/**
 * The key of a lesson's entry: a later round earns under the lesson's own key, unless a merge has used it up.
 *
 * @param isPosted whether an entry with the lesson's own key exists, whatever became of it
 */
export function lessonKey(person: string, lessonVersion: string, round: number, isPosted: boolean): string {
  return round > 1 && isPosted ? entryKey.lessonAgain(person, lessonVersion, round) : entryKey.lesson(person, lessonVersion);
}

/**
 * The id of an entry: a UUIDv8 whose first 48 bits are the time and whose other bits come from SHA-256 of the key. It
 * sorts by time like a UUIDv7, yet recomputing the entry gives the same id.
 */
export function entryId(key: string, atMs: number, digest: Digest = sha256Hex): string {
  const hash = digest(key);
  const time = atMs.toString(16).padStart(12, '0');
  const variant = ((Number.parseInt(hash[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/**
 * JSON in one form only, after RFC 8785: keys sorted by UTF-16 code units, no whitespace, numbers and strings as
 * ECMAScript writes them.
 *
 * @throws TypeError for what JSON cannot carry (undefined, NaN, infinities, functions, lone surrogates); dropping it
 *   silently, as libraries do, would let two different contents share a hash
 */
export function canonicalJson(value: JsonValue): string {
  // What is in order already, JSON.stringify writes several times as fast, and the same.
  if (isInOrder(value)) {
    const text = JSON.stringify(value);
    if (!text.includes(ESCAPED_SURROGATE)) return text;
  }
  if (typeof value === 'string') return canonicalText(value);
  if (isJsonArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) throw new TypeError(`not a JSON value: ${String(value)}`);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${canonicalText(key)}:${canonicalJson(value[key]!)}`);
  return `{${members.join(',')}}`;
}

/** Whether it is JSON, and the keys of all its objects are sorted by UTF-16 code units. */
function isInOrder(value: JsonValue): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (isJsonArray(value)) return value.every(isInOrder);
  let before = '';
  // Twice as fast as over a list of the keys.
  for (const key in value) {
    if (before > key || !isInOrder(value[key]!)) return false;
    before = key;
  }
  return true;
}

/** A string as JSON. Only where a lone surrogate was escaped, or seems to be, is the string itself looked at. */
function canonicalText(value: string): string {
  const text = JSON.stringify(value);
  if (text.includes(ESCAPED_SURROGATE) && LONE_SURROGATE.test(value)) throw new TypeError('a string with a lone surrogate');
  return text;
}

/**
 * What a text of the database says, which somebody may have changed behind the platform's back.
 *
 * @returns undefined for what is no JSON any more, and for JSON that {@link canonicalJson} refuses: neither can have been written by us
 */
export function storedJson(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    if (MAY_HAVE_NO_HASH.test(text)) canonicalJson(value);
    return value;
  } catch {
    return undefined;
  }
}

/** SHA-256 of the canonical JSON, 64 hexadecimal digits. */
export function hashJson(value: JsonValue, digest: Digest = sha256Hex): string {
  return digest(canonicalJson(value));
}

/** Puts an entry into its person's chain, after the entry that has `previousHash` ({@link GENESIS_HASH} for the first). */
export function sealEntry(content: EntryContent, previousHash: string, digest: Digest = sha256Hex): SealedEntry {
  return { ...content, previousHash, ...sealOf(canonicalJson(content.evidence), content, content.sequence, previousHash, digest) };
}

/**
 * The hashes that seal an entry at a place of the chain.
 *
 * @param evidenceJson the canonical JSON of its evidence
 */
export function sealOf(evidenceJson: string, content: Omit<EntryContent, 'sequence'>, sequence: number, previousHash: string, digest: Digest): Pick<SealedEntry, 'evidenceHash' | 'hash'> {
  const evidenceHash = digest(evidenceJson);
  return { evidenceHash, hash: chainHash(content, sequence, evidenceHash, previousHash, digest) };
}

/**
 * What takes an entry back: minus its units, in its year, region and organisation (credit-rules.md 11).
 *
 * @param posted `date` is the Shanghai date of the reversal, `policyVersion` that of the policy in force on it
 */
export function reversalOf(
  entry: Pick<EntryContent, 'id' | 'personId' | 'sourceId' | 'units' | 'year' | 'regionId' | 'organisationId'>,
  { digest, ...posted }: Pick<EntryContent, 'date' | 'policyVersion' | 'recordedAt' | 'evidence'> & { digest?: Digest | undefined },
): Omit<EntryContent, 'sequence'> {
  const { personId, sourceId, year, regionId, organisationId } = entry;
  const key = entryKey.reverse(entry.id);
  return { id: entryId(key, posted.recordedAt, digest), personId, kind: 'reversal', sourceId, key, units: -entry.units, year, regionId, organisationId, reverses: entry.id, ...posted };
}

export type ChainFault = 'sequence' | 'person' | 'previous_hash' | 'evidence_hash' | 'hash' | 'head';

/**
 * Verifies the chain of one person, given in order of sequence.
 *
 * @param head what the chain should end with, when it is known from elsewhere; without it a removed end cannot be seen
 * @returns `at`: index of the first faulty entry (the length of the list when the end is missing)
 */
export function verifyChain(
  entries: readonly SealedEntry[],
  head?: { sequence: number; hash: string },
  digest: Digest = sha256Hex,
): { ok: true } | { ok: false; at: number; why: ChainFault } {
  let previousHash = GENESIS_HASH;
  for (const [at, entry] of entries.entries()) {
    const why = entryFault(entry, at, entries[0]!.personId, previousHash, digest);
    if (why !== null) return { ok: false, at, why };
    previousHash = entry.hash;
  }
  if (head !== undefined && (head.sequence !== entries.length || head.hash !== previousHash)) {
    return { ok: false, at: entries.length, why: 'head' };
  }
  return { ok: true };
}

function entryFault(entry: SealedEntry, index: number, personId: string, previousHash: string, digest: Digest): ChainFault | null {
  if (entry.sequence !== index + 1) return 'sequence';
  if (entry.personId !== personId) return 'person';
  if (entry.previousHash !== previousHash) return 'previous_hash';
  if (entry.evidenceHash !== hashJson(entry.evidence, digest)) return 'evidence_hash';
  return entry.hash === chainHash(entry, entry.sequence, entry.evidenceHash, previousHash, digest) ? null : 'hash';
}

function chainHash(content: Omit<EntryContent, 'sequence'>, sequence: number, evidenceHash: string, previousHash: string, digest: Digest): string {
  const { date, id, key, kind, organisationId, personId, policyVersion, recordedAt, regionId, reverses, sourceId, units, year } = content;
  // In order, so that its canonical form costs one stroke.
  return hashJson({ date, evidenceHash, id, key, kind, organisationId, personId, policyVersion, previousHash, recordedAt, regionId, reverses, sequence, sourceId, units, year }, digest);
}

function isJsonArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
