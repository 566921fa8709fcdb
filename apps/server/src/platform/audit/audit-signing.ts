import { type KeyObject, createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { type AuditDay, auditDayText } from '@xuexi/domain';

/** What precedes the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** What was signed, with which key. */
export interface SignedDay extends AuditDay {
  keyId: string;
  signature: string;
}

/** The key of an installation that signs the days of its audit log. */
export interface AuditSigningKey {
  /** SHA-256 of the public key in DER, 64 hexadecimal digits. */
  keyId: string;
  /** PEM, as openssl reads it. */
  publicKey: string;
  sign(day: AuditDay): SignedDay;
}

/** @param seed 32 bytes */
export function auditSigningKey(seed: Buffer): AuditSigningKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const keyId = keyIdOf(publicKey);
  return {
    keyId,
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    sign: ({ date, firstSequence, lastSequence, root }) => {
      const day = { date, firstSequence, lastSequence, root };
      return { ...day, keyId, signature: sign(null, Buffer.from(auditDayText(day)), privateKey).toString('hex') };
    },
  };
}

/** Public keys by their id. @throws Error where a text is none of Ed25519 in PEM */
export function publicKeysById(pems: readonly string[]): Map<string, KeyObject> {
  return new Map(
    pems.map((pem) => {
      const key = createPublicKey(pem);
      if (key.asymmetricKeyType !== 'ed25519') throw new Error(`An Ed25519 key is expected, found ${key.asymmetricKeyType}`);
      return [keyIdOf(key), key] as const;
    }),
  );
}

/** Whether one of the keys has signed exactly this day. */
export function isSigned(day: SignedDay, keys: ReadonlyMap<string, KeyObject>): boolean {
  const key = keys.get(day.keyId);
  return key !== undefined && verify(null, Buffer.from(auditDayText(day)), key, Buffer.from(day.signature, 'hex'));
}

function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256').update(publicKey.export({ format: 'der', type: 'spki' })).digest('hex');
}
