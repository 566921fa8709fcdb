import type { KeyObject } from 'node:crypto';
import { creditDayHash, creditDayText, dayAfter, dayStartsAt } from '@xuexi/domain';
import type { EntityManager } from 'typeorm';
import { digest } from '../../platform/crypto/digest.js';
import { isSignedText } from '../../platform/crypto/signing-key.js';
import type { AnchoredCredits, SignedCreditDay } from './credit-anchors.js';
import { idFrom, leavesOf } from './day-leaves.js';
import type { LedgerFault } from './ledger-faults.js';

/** The signed days of a ledger, as its rows and its anchors have them. */
export class DayVerification {
  /** By date, in order. Where a row is gone, the anchor stands for it. */
  readonly days: ReadonlyMap<string, SignedCreditDay>;

  private constructor(
    private readonly stored: ReadonlyMap<string, SignedCreditDay>,
    private readonly anchored: ReadonlyMap<string, SignedCreditDay>,
    private readonly keys: ReadonlyMap<string, KeyObject>,
  ) {
    this.days = new Map([...stored, ...anchored].sort(([a], [b]) => a.localeCompare(b)));
  }

  static async of(tx: EntityManager, { days }: AnchoredCredits, keys: ReadonlyMap<string, KeyObject>): Promise<DayVerification> {
    const rows: SignedCreditDay[] = await tx.query(
      'SELECT date, entries, root, evidence, evidence_root AS evidenceRoot, previous_hash AS previousHash, key_id AS keyId, signature FROM credit_root ORDER BY date',
    );
    return new DayVerification(new Map(rows.map((row) => [row.date, { ...row }])), days, keys);
  }

  /** The rows themselves: signed, each after the one before, and as they were anchored. */
  rows(): LedgerFault[] {
    const faults: LedgerFault[] = [];
    let before: SignedCreditDay | null = null;
    const lastAnchored = [...this.anchored.keys()].at(-1) ?? '';
    for (const [date, day] of this.days) {
      const [row, anchor] = [this.stored.get(date), this.anchored.get(date)];
      if (row && !isSignedText(creditDayText(row), row, this.keys)) faults.push({ kind: 'forged_root', subject: date });
      if (anchor ? !row || !isSame(row, anchor) : date < lastAnchored) faults.push({ kind: 'anchor', subject: date });
      if (day.previousHash !== creditDayHash(before, digest) || (before && dayAfter(before.date) !== date)) faults.push({ kind: 'root_chain', subject: date });
      before = day;
    }
    return faults;
  }

  /** What was recorded on a day against what was signed of it. */
  async leaves(tx: EntityManager, date: string): Promise<LedgerFault[]> {
    const signed = this.days.get(date);
    if (!signed) return [];
    const { entries, root, evidence, evidenceRoot } = await leavesOf(tx, date);
    const isWhole = signed.entries === entries && signed.root === root && signed.evidence === evidence && signed.evidenceRoot === evidenceRoot;
    return isWhole ? [] : [{ kind: 'root', subject: date }];
  }

  /** Nothing may have been put before the first day that was signed. */
  async before(tx: EntityManager): Promise<LedgerFault[]> {
    const [first] = this.days.keys();
    if (first === undefined) return [];
    const [early]: unknown[] = await tx.query('SELECT id FROM credit_entry WHERE id < ? LIMIT 1', [idFrom(dayStartsAt(first))]);
    return early === undefined ? [] : [{ kind: 'root', subject: first }];
  }
}

function isSame(a: SignedCreditDay, b: SignedCreditDay): boolean {
  return creditDayText(a) === creditDayText(b) && a.keyId === b.keyId && a.signature === b.signature;
}
