import { type KeyObject, createHash, createPublicKey, verify } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { JsonLdParser } from 'jsonld-streaming-parser';
import { RDFC10 } from 'rdfjs-c14n';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Multicodec of an Ed25519 public key, and what stands before one in DER. */
const [ED25519, SPKI] = [Buffer.from([0xed, 0x01]), Buffer.from('302a300506032b6570032100', 'hex')];

type Json = Record<string, unknown>;

/** What a verifier has of its own: the contexts by their address, and the way to the documents of issuers. */
export interface Sources {
  context(url: string): Promise<object>;
  fetch(url: string): Promise<Json>;
}

/**
 * A verifier of Data Integrity proofs (eddsa-rdfc-2022) as the texts of W3C have it: VC Data Integrity 1.0 (4.4), Data
 * Integrity EdDSA Cryptosuites 1.0 (3.2), RDF Dataset Canonicalization, Controlled Identifiers, did:web. It shares no line
 * and no library with what signs: JSON-LD and canonicalization are other authors', the rest is node:crypto.
 * @returns why the credential is refused; null: it holds
 */
export async function refusalOf(credential: Json, sources: Sources): Promise<string | null> {
  const [proof, ...others] = proofsOf(credential);
  if (!proof || others.length > 0) return 'not one proof';
  if (proof['type'] !== 'DataIntegrityProof' || proof['cryptosuite'] !== 'eddsa-rdfc-2022') return 'another kind of proof';
  if (proof['proofPurpose'] !== 'assertionMethod') return 'another purpose';
  const key = await keyOf(credential, String(proof['verificationMethod']), sources);
  if (typeof key === 'string') return key;
  return (await isSignedBy(key, credential, sources)) ? null : 'the signature does not fit';
}

/** Whether the only proof of a credential is a signature of a key, given as a Multikey or as it is. */
export async function isSignedBy(key: KeyObject | string, credential: Json, sources: Pick<Sources, 'context'>): Promise<boolean> {
  const { proofValue, ...options } = proofsOf(credential)[0]!;
  const { proof: _, ...unsecured } = credential;
  const configured = await canonical({ ...options, '@context': unsecured['@context'] }, sources);
  const document = await canonical(unsecured, sources);
  return verify(null, Buffer.concat([configured, document].map(sha256)), typeof key === 'string' ? ed25519(key) : key, multibase(String(proofValue)));
}

/** Whether an entry of a BitstringStatusList says revoked (Bitstring Status List 1.0, 3.2); the list itself must hold. @throws Error where it does not */
export async function isRevoked(credential: Json, sources: Sources): Promise<boolean> {
  const { statusListCredential, statusListIndex, statusPurpose, type } = credential['credentialStatus'] as Record<string, string>;
  const list = await sources.fetch(statusListCredential!);
  const refusal = await refusalOf(list, sources);
  if (refusal !== null) throw new Error(refusal);
  const subject = list['credentialSubject'] as Record<string, string>;
  if (type !== 'BitstringStatusListEntry' || subject['type'] !== 'BitstringStatusList' || subject['statusPurpose'] !== statusPurpose) throw new Error('not the list of this entry');
  const bits = gunzipSync(Buffer.from(subject['encodedList']!.replace(/^u/, ''), 'base64url'));
  if (bits.length < 16_384) throw new Error('shorter than W3C allows');
  const place = Number(statusListIndex);
  return ((bits[place >> 3]! >> (7 - (place % 8))) & 1) === 1;
}

/** The key that the issuer's own document names for its assertions, or why there is none. */
async function keyOf({ issuer }: Json, method: string, sources: Sources): Promise<KeyObject | string> {
  const did = typeof issuer === 'string' ? issuer : String((issuer as Json | undefined)?.['id']);
  if (method.split('#')[0] !== did) return 'the key of somebody else';
  const document = await sources.fetch(`${webAddressOf(did)}/did.json`);
  if (document['id'] !== did || !(document['assertionMethod'] as string[]).includes(method)) return 'a key that asserts nothing';
  const found = (document['verificationMethod'] as Json[]).find(({ id }) => id === method);
  if (found?.['type'] !== 'Multikey' || found['controller'] !== did) return 'no such key';
  return ed25519(String(found['publicKeyMultibase']));
}

function ed25519(multikey: string): KeyObject {
  const bytes = multibase(multikey);
  if (!bytes.subarray(0, 2).equals(ED25519) || bytes.length !== 34) throw new Error('not an Ed25519 key');
  return createPublicKey({ key: Buffer.concat([SPKI, bytes.subarray(2)]), format: 'der', type: 'spki' });
}

function webAddressOf(did: string): string {
  const [host, ...path] = did.replace(/^did:web:/, '').split(':').map(decodeURIComponent);
  return `https://${[host, ...path].join('/')}`;
}

async function canonical(document: Json, { context }: Pick<Sources, 'context'>): Promise<string> {
  const parser = new JsonLdParser({ documentLoader: { load: async (url) => context(url) }, streamingProfile: false });
  parser.end(JSON.stringify(document));
  const quads = [];
  for await (const quad of parser) quads.push(quad);
  return new RDFC10().canonicalize(quads);
}

const proofsOf = (credential: Json): Json[] => [credential['proof']].flat() as Json[];

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Of base58btc, the only one that these proofs and keys come in. */
function multibase(text: string): Buffer {
  if (!/^z[1-9A-HJ-NP-Za-km-z]+$/.test(text)) return Buffer.alloc(0);
  const [zeros, digits] = /^(1*)(.*)$/.exec(text.slice(1))!.slice(1);
  let value = 0n;
  for (const digit of digits!) value = value * 58n + BigInt(BASE58.indexOf(digit));
  const hex = value === 0n ? '' : value.toString(16);
  return Buffer.concat([Buffer.alloc(zeros!.length), Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')]);
}
