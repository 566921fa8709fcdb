/**
 * Yearly statements (年度学分证明, credit-rules.md 15, 16): what one says, what of it is signed, and how it is verified
 * without any server. Many statements stand under one Merkle root, and only that root is signed.
 */
import { type EntryKind, canonicalJson } from './ledger.js';
import { isIncluded } from './merkle.js';

/**
 * - final: the closing of a year whose books are closed
 * - preliminary: a closing of an open year, whose statements have version 0 and no root (ADR 0005)
 * - trial: a run that changes nothing
 * - amendment: the statements that one correction of a closed year has made
 */
export type ClosingKind = 'final' | 'preliminary' | 'trial' | 'amendment';

/** What a run of a closing changed, or would change, against the statements in force before. */
export interface ClosingDifference {
  /** Id of the closing before, null for the first of the year. */
  before: string | null;
  added: number;
  changed: number;
  gone: number;
  unchanged: number;
  /** Sums over all statements. */
  unitsBefore: number;
  unitsAfter: number;
  targetMetBefore: number;
  targetMetAfter: number;
}

/** Units by kind of entry; kinds without any are left out. */
export type StatementKinds = Partial<Record<EntryKind, number>>;

/** Why there is another version of a statement than the first: all that anyone who verifies it is told. What staff wrote down stays with the correction. */
export const STATEMENT_REASONS = {
  grant: '认定',
  reversal: '更正',
  appeal: '申诉后更正',
  merge: '合并登记',
  closedAgain: '重新结算',
} as const;

export type StatementReason = (typeof STATEMENT_REASONS)[keyof typeof STATEMENT_REASONS];

/** All that a statement says. The holder is an id: a name is bound to it only when the statement is handed out. */
export interface StatementContent {
  number: string;
  personId: string;
  year: number;
  version: number;
  units: number;
  entries: number;
  targetMet: boolean;
  kinds: StatementKinds;
  /** Units by month, January first; twelve of them. */
  months: readonly number[];
  policyVersions: readonly string[];
  /** Hash of the person's last entry of the year. */
  chainHead: string;
  regionId: string | null;
  /** Why there is another version than the first; null for the first. */
  reason: string | null;
}

/** What is signed of a closing. */
export interface SignedClosing {
  closingId: string;
  year: number;
  leaves: number;
  root: string;
}

/** The bytes of a statement as a Merkle leaf. */
export function statementText(content: StatementContent): string {
  const { number, personId, year, version, units, entries, targetMet, kinds, months, policyVersions, chainHead, regionId, reason } = content;
  return canonicalJson({ kind: 'xuexi-statement/1', number, personId, year, version, units, entries, targetMet, kinds, months, policyVersions, chainHead, regionId, reason });
}

/** The bytes under the signature of a closing. The name in front keeps the signature from meaning anything else. */
export function closingText({ closingId, year, leaves, root }: SignedClosing): string {
  return canonicalJson({ kind: 'xuexi-closing/1', closingId, year, leaves, root });
}

/** Whether a statement stands at a place under a closing's root. */
export function isUnderRoot(content: StatementContent, index: number, proof: readonly string[], closing: SignedClosing): boolean {
  return content.year === closing.year && isIncluded(statementText(content), index, closing.leaves, proof, closing.root);
}
