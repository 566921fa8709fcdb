import { type KeyObject, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 2;
const ALGORITHM = 1; // AES-256-GCM
const HEADER_BYTES = 3;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM as it is stored everywhere: `version|algorithm|key id|iv|cipher text|tag` (reliability.md, requirement
 * 12). The header and `context` are authenticated with the content, so that a cipher text moved elsewhere does not open.
 *
 * @param keyId 1 to 255, says later which key opens it
 */
export function seal(key: KeyObject, keyId: number, plain: Buffer, context: string): Buffer {
  const header = Buffer.from([VERSION, ALGORITHM, keyId]);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.concat([header, Buffer.from(context)]));
  return Buffer.concat([header, iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when the bytes were changed, sealed for another context or with another key */
export function open(key: KeyObject, stored: Buffer, context: string): Buffer {
  keyIdOf(stored);
  const header = stored.subarray(0, HEADER_BYTES);
  const iv = stored.subarray(HEADER_BYTES, HEADER_BYTES + IV_BYTES);
  const end = stored.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.concat([header, Buffer.from(context)]))
    .setAuthTag(stored.subarray(end));
  return Buffer.concat([decipher.update(stored.subarray(HEADER_BYTES + IV_BYTES, end)), decipher.final()]);
}

/** The id of the key that something was sealed with. @throws Error for bytes that nothing here has sealed */
export function keyIdOf(stored: Buffer): number {
  const [version, algorithm, keyId] = stored;
  if (stored.length < HEADER_BYTES + IV_BYTES + TAG_BYTES || version !== VERSION || algorithm !== ALGORITHM || keyId === undefined) {
    throw new Error('Unknown encryption header');
  }
  return keyId;
}
