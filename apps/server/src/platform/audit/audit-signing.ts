import type { KeyObject } from 'node:crypto';
import { type AuditDay, auditDayText } from '@xuexi/domain';
import { isSignedText, signingKey } from '../crypto/signing-key.js';

/** What was signed, with which key. */
export interface SignedDay extends AuditDay {
  keyId: string;
  signature: string;
}

/** The key of an installation that signs the days of its audit log. */
export interface AuditSigningKey {
  keyId: string;
  /** PEM, as openssl reads it. */
  publicKey: string;
  sign(day: AuditDay): SignedDay;
}

/** @param seed 32 bytes */
export function auditSigningKey(seed: Buffer): AuditSigningKey {
  const key = signingKey(seed);
  const { keyId, publicKey } = key;
  return {
    keyId,
    publicKey,
    sign: ({ date, firstSequence, lastSequence, root }) => {
      const day = { date, firstSequence, lastSequence, root };
      return { ...day, keyId, signature: key.sign(auditDayText(day)) };
    },
  };
}

/** Whether one of the keys has signed exactly this day. */
export function isSigned(day: SignedDay, keys: ReadonlyMap<string, KeyObject>): boolean {
  return isSignedText(auditDayText(day), day, keys);
}
