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

/** The hash before a person's first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/** With the `u` flag a surrogate matches only when it stands alone. */
const LONE_SURROGATE = /\p{Surrogate}/u;

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
 * The id of an entry: a UUIDv8 whose first 48 bits are the time and whose other bits come from SHA-256 of the key. It
 * sorts by time like a UUIDv7, yet recomputing the entry gives the same id.
 */
export function entryId(key: string, atMs: number): string {
  const bytes = sha256(utf8ToBytes(key)).slice(0, 16);
  new DataView(bytes.buffer, bytes.byteOffset).setUint16(0, Math.floor(atMs / 2 ** 32));
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(2, atMs % 2 ** 32);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytesToHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * JSON in one form only, after RFC 8785: keys sorted by UTF-16 code units, no whitespace, numbers and strings as
 * ECMAScript writes them.
 *
 * @throws TypeError for what JSON cannot carry (undefined, NaN, infinities, functions, lone surrogates); dropping it
 *   silently, as libraries do, would let two different contents share a hash
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`not a JSON number: ${value}`);
  if (typeof value === 'string' && LONE_SURROGATE.test(value)) throw new TypeError('a string with a lone surrogate');
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return JSON.stringify(value);
  if (isJsonArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`not a JSON value: ${typeof value}`);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${canonicalJson(key)}:${canonicalJson(value[key]!)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of the canonical JSON, 64 hexadecimal digits. */
export function hashJson(value: JsonValue): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

/** Puts an entry into its person's chain, after the entry that has `previousHash` ({@link GENESIS_HASH} for the first). */
export function sealEntry(content: EntryContent, previousHash: string): SealedEntry {
  const evidenceHash = hashJson(content.evidence);
  return { ...content, evidenceHash, previousHash, hash: chainHash(content, evidenceHash, previousHash) };
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
): { ok: true } | { ok: false; at: number; why: ChainFault } {
  let previousHash = GENESIS_HASH;
  for (const [at, entry] of entries.entries()) {
    const why = entryFault(entry, at, entries[0]!.personId, previousHash);
    if (why !== null) return { ok: false, at, why };
    previousHash = entry.hash;
  }
  if (head !== undefined && (head.sequence !== entries.length || head.hash !== previousHash)) {
    return { ok: false, at: entries.length, why: 'head' };
  }
  return { ok: true };
}

function entryFault(entry: SealedEntry, index: number, personId: string, previousHash: string): ChainFault | null {
  if (entry.sequence !== index + 1) return 'sequence';
  if (entry.personId !== personId) return 'person';
  if (entry.previousHash !== previousHash) return 'previous_hash';
  if (entry.evidenceHash !== hashJson(entry.evidence)) return 'evidence_hash';
  return entry.hash === chainHash(entry, entry.evidenceHash, previousHash) ? null : 'hash';
}

function chainHash(content: EntryContent, evidenceHash: string, previousHash: string): string {
  return hashJson({
    id: content.id,
    personId: content.personId,
    sequence: content.sequence,
    kind: content.kind,
    sourceId: content.sourceId,
    key: content.key,
    units: content.units,
    date: content.date,
    year: content.year,
    policyVersion: content.policyVersion,
    regionId: content.regionId,
    organisationId: content.organisationId,
    reverses: content.reverses,
    recordedAt: content.recordedAt,
    evidenceHash,
    previousHash,
  });
}

function isJsonArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
