import type { ChainFault } from '@xuexi/domain';

/**
 * What a verification can find:
 * - a fault of a chain: see `ChainFault` of the domain
 * - region: the path of an entry's region does not lead to its region
 * - root: entries or evidence of a day do not give its root
 * - root_chain: a day does not follow from the one before it
 * - forged_root, forged_closing: not signed with a key of the installation
 * - anchor: what was anchored outside of the database differs from what is in it
 * - closing_root: the statements of a closing do not give its root
 * - leaf: a statement is not what its leaf says
 * - key: a public key that is published was never anchored, or is not the one of its id; or an anchored one is published no longer
 * - status: which version of a statement is in force does not follow from the versions
 */
export type LedgerFaultKind = ChainFault | 'region' | 'root' | 'root_chain' | 'forged_root' | 'anchor' | 'forged_closing' | 'closing_root' | 'leaf' | 'key' | 'status';

/** One fault, at a person's entry, a day or a closing. */
export interface LedgerFault {
  kind: LedgerFaultKind;
  /** Id of the person, closing or key, or the date. */
  subject: string;
  /** Place in the person's chain, where it is known. */
  sequence?: number;
}
