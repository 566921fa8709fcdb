import { GENESIS_HASH, type SealedEntry, storedJson, verifyChain } from '@xuexi/domain';
import type { EntityManager } from 'typeorm';
import { lastRegionOf } from '../../platform/audit/audit-log.js';
import { digest } from '../../platform/crypto/digest.js';
import type { LedgerFault } from './ledger-faults.js';
import { ENTRY_COLUMNS } from './person-records.js';

type Row = Omit<SealedEntry, 'recordedAt' | 'evidence'> & { recordedAt: Date; evidence: string; regionPath: string | null };

/** Verifies the chains of some persons: places, hashes of content and evidence, the end. @returns the first fault of each person */
export async function verifyChains(tx: EntityManager, personIds: readonly string[]): Promise<{ entries: number; faults: LedgerFault[] }> {
  if (personIds.length === 0) return { entries: 0, faults: [] };
  const rows: Row[] = await tx.query(`SELECT ${ENTRY_COLUMNS} FROM credit_entry WHERE person_id IN (?) ORDER BY person_id, sequence`, [personIds]);
  const heads: { personId: string; sequence: number; hash: string }[] = await tx.query('SELECT person_id AS personId, sequence, hash FROM credit_head WHERE person_id IN (?)', [personIds]);
  const headOf = new Map(heads.map(({ personId, ...head }) => [personId, head]));
  const chains = Map.groupBy(rows, (row) => row.personId);
  return { entries: rows.length, faults: personIds.flatMap((personId) => faultOf(personId, chains.get(personId) ?? [], headOf.get(personId))) };
}

/** A head that is gone is one that was moved to the beginning. */
function faultOf(personId: string, chain: readonly Row[], head: { sequence: number; hash: string } = { sequence: 0, hash: GENESIS_HASH }): LedgerFault[] {
  const verdict = verifyChain(chain.map(sealedOf), head, digest);
  if (!verdict.ok) return [{ kind: verdict.why, subject: personId, sequence: verdict.at + 1 }];
  const misplaced = chain.find(({ regionId, regionPath }) => regionId !== lastRegionOf(regionPath));
  return misplaced ? [{ kind: 'region', subject: personId, sequence: misplaced.sequence }] : [];
}

/** Evidence that was never written so has another hash than what was. */
function sealedOf({ recordedAt, evidence, regionPath: _notSealed, ...row }: Row): SealedEntry {
  return { ...row, recordedAt: recordedAt.getTime(), evidence: storedJson(evidence) ?? { unreadable: evidence } };
}
