import type { KeyObject } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { isKeyOfItsId } from '../../platform/crypto/signing-key.js';
import type { LedgerFault } from './ledger-faults.js';

/**
 * The public keys that the platform publishes, against those that are known from elsewhere: whoever puts a key of their own among them could
 * have forged statements believed, and without one nobody can verify what it has signed.
 * @param keys of the anchors, or given by hand, by id
 */
export async function verifyKeys(tx: EntityManager, keys: ReadonlyMap<string, KeyObject>): Promise<LedgerFault[]> {
  const rows: { keyId: string; publicKey: string }[] = await tx.query('SELECT key_id AS keyId, public_key AS publicKey FROM credit_key ORDER BY key_id');
  const forged = rows.filter((row) => !keys.has(row.keyId) || !isKeyOfItsId(row)).map(({ keyId }) => keyId);
  const lost = [...keys.keys()].filter((keyId) => !rows.some((row) => row.keyId === keyId));
  return [...forged, ...lost].map((keyId) => ({ kind: 'key', subject: keyId }));
}
