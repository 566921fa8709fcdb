import type { KeyObject } from 'node:crypto';
import { AuditChainCheck, type AuditDetails, type AuditFault, type AuditHeadValue, type ChainedAuditEntry } from '@xuexi/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { Anchored } from './audit-anchors.js';
import { lastRegionOf } from './audit-log.js';
import { type SignedDay, isSigned } from './audit-signing.js';

const PAGE = 2000;

/** What a verification went over and found. */
export interface AuditVerdict {
  entries: number;
  roots: number;
  /** Ends of the chain and roots that were anchored outside of the database. */
  anchors: number;
  /** The first fault of each kind; none: the log is whole. */
  faults: AuditFault[];
}

/**
 * Verifies the audit log of a database, page by page and in one snapshot, while the platform may go on working.
 *
 * @param anchored what was anchored, read before: the log may have grown since, but not shrunk
 * @param keys public keys whose signatures count, by id
 */
export function verifyAuditLog(dataSource: DataSource, anchored: Anchored, keys: ReadonlyMap<string, KeyObject>): Promise<AuditVerdict> {
  return dataSource.transaction('REPEATABLE READ', async (tx) => {
    const stored = await rootsOf(tx);
    const days = new Map([...stored, ...anchored.roots]);
    const check = new AuditChainCheck(anchored.heads, [...days.values()].sort((a, b) => a.date.localeCompare(b.date)));
    for (const day of stored.values()) if (!isSigned(day, keys)) check.found({ kind: 'forged_root', date: day.date });
    for (const day of anchored.roots.values()) if (!isSame(day, stored.get(day.date))) check.found({ kind: 'anchor', date: day.date });
    const head = await headOf(tx);
    let entries = 0;
    for await (const { regionId, ...entry } of entriesOf(tx)) {
      check.add(entry);
      if (regionId !== lastRegionOf(entry.regionPath)) check.found({ kind: 'edit', sequence: entry.sequence });
      entries++;
    }
    return { entries, roots: stored.size, anchors: anchored.heads.size + anchored.roots.size, faults: check.finish(head) };
  });
}

async function rootsOf(tx: EntityManager): Promise<Map<string, SignedDay>> {
  const rows: SignedDay[] = await tx.query(
    'SELECT date, first_sequence AS firstSequence, last_sequence AS lastSequence, root, key_id AS keyId, signature FROM audit_root ORDER BY date',
  );
  return new Map(rows.map((row) => [row.date, { ...row }]));
}

/** A head that is gone is one that was moved to the beginning. */
async function headOf(tx: EntityManager): Promise<AuditHeadValue> {
  const [head]: AuditHeadValue[] = await tx.query('SELECT sequence, hash FROM audit_head WHERE id = 1');
  return head ?? { sequence: 0, hash: '' };
}

async function* entriesOf(tx: EntityManager): AsyncGenerator<StoredEntry> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows: Row[] = await tx.query(
      `SELECT sequence, id, at, account_id AS accountId, action, subject_kind AS subjectKind, subject_id AS subjectId, region_path AS regionPath,
              region_id AS regionId, address, device, reason, details, previous_hash AS previousHash, hash
         FROM audit_entry WHERE sequence > ? ORDER BY sequence LIMIT ?`,
      [after, PAGE],
    );
    for (const { at, details, ...row } of rows) yield { ...row, at: at.getTime(), details: detailsOf(details) };
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.sequence;
  }
}

type StoredEntry = ChainedAuditEntry & { regionId: string | null };
type Row = Omit<StoredEntry, 'at' | 'details'> & { at: Date; details: string };

/** What is no JSON any more has another hash than what was written. */
function detailsOf(text: string): AuditDetails {
  try {
    return JSON.parse(text) as AuditDetails;
  } catch {
    return { unreadable: text };
  }
}

function isSame(a: SignedDay, b: SignedDay | undefined): boolean {
  return b !== undefined && a.root === b.root && a.firstSequence === b.firstSequence && a.lastSequence === b.lastSequence && a.keyId === b.keyId && a.signature === b.signature;
}
