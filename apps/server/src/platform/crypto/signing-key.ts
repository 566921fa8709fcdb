import { type KeyObject, createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

/** What precedes the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** An Ed25519 key of the installation. Every text that it signs names in itself what it is, so that no signature can be passed off as another. */
export interface SigningKey {
  /** SHA-256 of the public key in DER, 64 hexadecimal digits. */
  keyId: string;
  /** PEM, as openssl reads it. */
  publicKey: string;
  /** The 32 bytes of the public key. */
  rawPublicKey: Buffer;
  /** @returns the signature of the text in UTF-8, 128 hexadecimal digits */
  sign(text: string): string;
  /** @returns the signature of bytes, 64 bytes */
  signBytes(bytes: Uint8Array): Buffer;
}

/** @param seed 32 bytes */
export function signingKey(seed: Buffer): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return {
    keyId: keyIdOf(publicKey),
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    rawPublicKey: der.subarray(der.length - 32),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('hex'),
    signBytes: (bytes) => sign(null, bytes, privateKey),
  };
}

/** The 32 bytes of an Ed25519 public key, 64 hexadecimal digits. @param publicKey PEM */
export function rawPublicKeyOf(publicKey: string): string {
  return createPublicKey(publicKey).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
}

/** Whether a public key is one, and has the id that it goes by. */
export function isKeyOfItsId({ keyId, publicKey }: { keyId: string; publicKey: string }): boolean {
  try {
    return publicKeysById([publicKey]).has(keyId);
  } catch {
    return false;
  }
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

/** Whether one of the keys has signed exactly this text. */
export function isSignedText(text: string, { keyId, signature }: { keyId: string; signature: string }, keys: ReadonlyMap<string, KeyObject>): boolean {
  const key = keys.get(keyId);
  return key !== undefined && /^[0-9a-f]{128}$/.test(signature) && verify(null, Buffer.from(text), key, Buffer.from(signature, 'hex'));
}

function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256').update(publicKey.export({ format: 'der', type: 'spki' })).digest('hex');
}
