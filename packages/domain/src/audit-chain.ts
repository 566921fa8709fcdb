/**
 * Verifies the audit log against what left the database in time (reliability.md, row 23): the signed root of each day,
 * and the end of the chain as it was anchored about every minute. A chain alone shows a careless change; who can write
 * the tables can also compute all hashes anew, and only what they cannot reach shows that.
 */
import { type AuditContent, auditHash } from './audit.js';
import { dayAfter, shanghaiDate } from './calendar.js';
import { GENESIS_HASH, canonicalJson } from './ledger.js';
import { MerkleAccumulator } from './merkle.js';

/** An entry as it stands in the chain. */
export interface ChainedAuditEntry extends AuditContent {
  previousHash: string;
  hash: string;
}

/** The end of the chain at some time. Sequence 0: before the first entry. */
export interface AuditHeadValue {
  sequence: number;
  hash: string;
}

/** What is signed of a Shanghai day: the Merkle root over the hashes of its entries, in order. */
export interface AuditDay {
  /** 'YYYY-MM-DD' */
  date: string;
  /** The day's entries go from `firstSequence` to `lastSequence`; a day without any ends before it begins. */
  firstSequence: number;
  lastSequence: number;
  root: string;
}

/**
 * - edit: the content of an entry is not what its hash says
 * - deletion: entries are missing before one that is there
 * - swap: an entry does not follow from the one before it; it was exchanged, or the one before was replaced
 * - insertion: there are entries beyond the end
 * - truncation: the newest entries are missing
 * - root: the entries of a day do not give its root, or its range does not join the day before
 * - forged_root: the root of a day was not signed with a key of the installation
 * - anchor: what was anchored outside of the database differs from what is in it
 */
export const AUDIT_FAULTS = ['edit', 'deletion', 'swap', 'insertion', 'truncation', 'root', 'forged_root', 'anchor'] as const;
export type AuditFaultKind = (typeof AUDIT_FAULTS)[number];

/** The first fault of its kind, at an entry or at a day. */
export type AuditFault = { kind: AuditFaultKind } & ({ sequence: number } | { date: string });

/** The bytes under the signature of a day. The name in front keeps the signature from meaning anything else. */
export function auditDayText({ date, firstSequence, lastSequence, root }: AuditDay): string {
  return canonicalJson({ kind: 'xuexi-audit-root/1', date, firstSequence, lastSequence, root });
}

/** Goes over the chain entry by entry, in order of sequence, and remembers the first fault of each kind. */
export class AuditChainCheck {
  private readonly faults = new Map<AuditFaultKind, AuditFault>();
  private end: AuditHeadValue = { sequence: 0, hash: GENESIS_HASH };
  private day = 0;
  private tree = new MerkleAccumulator();

  /**
   * @param anchors hashes of entries by sequence, as they were anchored
   * @param days in order of date
   */
  constructor(
    private readonly anchors: ReadonlyMap<number, string>,
    private readonly days: readonly AuditDay[],
  ) {
    let joins = 1;
    for (const { date, firstSequence, lastSequence } of days) {
      if (firstSequence !== joins || lastSequence < firstSequence - 1) this.found({ kind: 'root', date });
      joins = lastSequence + 1;
    }
  }

  add(entry: ChainedAuditEntry): void {
    const { sequence, hash, previousHash } = entry;
    const expected = this.end.sequence + 1;
    const linked = previousHash === this.end.hash;
    const intact = auditHash(entry, previousHash) === hash;
    if (sequence > expected) this.found({ kind: 'deletion', sequence: expected });
    else if (sequence < expected) this.found({ kind: 'swap', sequence });
    else if (!linked && auditHash(entry, this.end.hash) !== hash) this.found({ kind: 'swap', sequence });
    else if (!linked) this.found({ kind: 'edit', sequence });
    if (!intact && (linked || sequence !== expected)) this.found({ kind: 'edit', sequence });
    if ((this.anchors.get(sequence) ?? hash) !== hash) this.found({ kind: 'anchor', sequence });
    this.addToDay(sequence, hash);
    this.end = { sequence, hash };
  }

  /**
   * @param head where the database says that the chain ends
   * @returns the first fault of each kind, in the order of AUDIT_FAULTS; none when the chain is whole
   */
  finish(head: AuditHeadValue): AuditFault[] {
    while (this.day < this.days.length) this.finishDay();
    const { sequence, hash } = this.end;
    if (this.lastKnown(head) > sequence) this.found({ kind: 'truncation', sequence: sequence + 1 });
    if (head.sequence < sequence) this.found({ kind: 'insertion', sequence: head.sequence + 1 });
    if (head.sequence === sequence && head.hash !== hash) this.found({ kind: 'edit', sequence });
    return AUDIT_FAULTS.flatMap((kind) => this.faults.get(kind) ?? []);
  }

  /** Notes a fault that was found outside of the entries. */
  found(fault: AuditFault): void {
    if (!this.faults.has(fault.kind)) this.faults.set(fault.kind, fault);
  }

  private lastKnown(head: AuditHeadValue): number {
    let last = Math.max(head.sequence, this.days[this.days.length - 1]?.lastSequence ?? 0);
    for (const sequence of this.anchors.keys()) last = Math.max(last, sequence);
    return last;
  }

  private addToDay(sequence: number, hash: string): void {
    while ((this.days[this.day]?.lastSequence ?? Infinity) < sequence) this.finishDay();
    if ((this.days[this.day]?.firstSequence ?? Infinity) <= sequence) this.tree.add(hash);
  }

  private finishDay(): void {
    const { date, root } = this.days[this.day]!;
    if (this.tree.root() !== root) this.found({ kind: 'root', date });
    this.day++;
    this.tree = new MerkleAccumulator();
  }
}

/** Verifies a chain that is in memory. @returns the first fault of each kind, see {@link AuditChainCheck} */
export function verifyAuditChain(
  entries: readonly ChainedAuditEntry[],
  known: { head: AuditHeadValue; anchors?: ReadonlyMap<number, string>; days?: readonly AuditDay[] },
): AuditFault[] {
  const check = new AuditChainCheck(known.anchors ?? new Map(), known.days ?? []);
  for (const entry of entries) check.add(entry);
  return check.finish(known.head);
}

/** The days whose roots are due: from the one after `lastSigned` (without one, from that of the first entry) to yesterday. */
export function daysToSign(lastSigned: string | null, firstEntryAt: number | null, nowMs: number): string[] {
  const today = shanghaiDate(nowMs);
  const days: string[] = [];
  let day = lastSigned === null ? shanghaiDate(firstEntryAt ?? nowMs) : dayAfter(lastSigned);
  for (; day < today; day = dayAfter(day)) days.push(day);
  return days;
}
