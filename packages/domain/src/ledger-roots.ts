/**
 * The signed root of each Shanghai day of the ledger (reliability.md, requirement 5): what shows a change of entries or evidence even where
 * all hashes in the database were computed anew.
 */
import { GENESIS_HASH, type Digest, type JsonValue, canonicalJson, sha256Hex } from './ledger.js';

/** The ledger is signed so long after midnight: what was recorded before midnight is committed by then. */
export const SIGNED_AFTER_MS = 15 * 60_000;

/** What is signed of a day. */
export interface CreditDay {
  /** 'YYYY-MM-DD', of recording. */
  date: string;
  entries: number;
  /** Merkle root over {@link entryLeaf} of the day's entries, in order of id. */
  root: string;
  evidence: number;
  /** Merkle root over {@link evidenceLeaf} of the day's evidence, table by table, in order of time and key. */
  evidenceRoot: string;
  /** {@link creditDayHash} of the day before; of zeros for the first. */
  previousHash: string;
}

/** An entry as a leaf: its hash, and the path of its region, by which totals are summed and which the hash does not cover. */
export function entryLeaf({ hash, regionPath }: { hash: string; regionPath: string | null }): string {
  return `${hash} ${regionPath ?? '-'}`;
}

/** A row of evidence as a leaf. */
export function evidenceLeaf(table: string, row: { readonly [column: string]: JsonValue }): string {
  return canonicalJson([table, row]);
}

/** The bytes under the signature of a day. The name in front keeps the signature from meaning anything else. */
export function creditDayText({ date, entries, root, evidence, evidenceRoot, previousHash }: CreditDay): string {
  return canonicalJson({ kind: 'xuexi-credit-root/1', date, entries, root, evidence, evidenceRoot, previousHash });
}

/** By what the next day refers to this one; of no day, the hash before the first. */
export function creditDayHash(day: CreditDay | null, digest: Digest = sha256Hex): string {
  return day === null ? GENESIS_HASH : digest(creditDayText(day));
}
