/**
 * A yearly statement as a file that verifies itself, years later and without any server: what it says, its place under
 * the signed root of its closing, whom it was handed out to, and the public keys. Every byte of it is under a signature:
 * the text is canonical JSON, and the one that hands it out signs all of it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { ENTRY_KINDS, type JsonValue, canonicalJson } from './ledger.js';
import { type SignedClosing, type StatementContent, closingText, isUnderRoot } from './statement.js';

export const STATEMENT_FILE = 'xuexi-statement-file/1';
export const REVOCATION_LIST = 'xuexi-revocations/1';

/** What precedes the 32 bytes of an Ed25519 public key in DER (RFC 8410). */
const DER_PREFIX = hexToBytes('302a300506032b6570032100');

/** An Ed25519 signature and which key made it. */
export interface TextSignature {
  /** SHA-256 of the public key in DER, 64 hexadecimal digits. */
  keyId: string;
  /** 128 hexadecimal digits. */
  signature: string;
}

/** To whom a statement was handed out: it is bound to a name only there. */
export interface StatementHolder {
  name: string;
  /** The number of the ID document, masked. */
  document: string;
}

/** Who handed it out, and where more can be learned. */
export interface StatementIssuer {
  url: string;
  /** Where the public keys are published. */
  keys: string;
  /** Where the list of revoked statements is published. */
  revocations: string;
}

/** All of the file but the signature of who handed it out. */
export interface UnsignedStatementFile {
  kind: typeof STATEMENT_FILE;
  statement: StatementContent;
  leafIndex: number;
  /** Hashes beside the way from the statement to the closing's root, the lowest first. */
  proof: readonly string[];
  closing: SignedClosing;
  closingSignature: TextSignature;
  holder: StatementHolder;
  issuer: StatementIssuer;
  /** ISO time. */
  handedOutAt: string;
  /** The 32 bytes of each public key that the file needs, in hexadecimal digits. */
  publicKeys: readonly string[];
}

export interface StatementFile extends UnsignedStatementFile {
  signature: TextSignature;
}

/** Statements that hold no longer, as published. */
export interface UnsignedRevocationList {
  kind: typeof REVOCATION_LIST;
  /** Of the statements. */
  year: number;
  /** ISO time. */
  asOf: string;
  items: readonly { number: string; revokedAt: string; replacedBy: string | null }[];
}

export interface RevocationList extends UnsignedRevocationList {
  signature: TextSignature;
}

/** Whether an Ed25519 key, 64 hexadecimal digits, has signed a text in UTF-8. */
export type VerifyText = (publicKey: string, text: string, signature: string) => boolean;

/**
 * - format: no statement file, or a letter of it was added, removed or changed
 * - key: signed by a key that is not among the trusted ones
 * - signature: changed after it was handed out
 * - proof: not under the root of its closing
 */
export type StatementFault = 'format' | 'key' | 'signature' | 'proof';

export type StatementVerdict =
  | { verdict: 'valid' | 'revoked'; file: StatementFile; keyIds: string[]; replacedBy: string | null }
  | { verdict: 'refused'; why: StatementFault };

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const signatureSchema = z.strictObject({ keyId: hash, signature: z.string().regex(/^[0-9a-f]{128}$/) });
const whole = z.int();

const statementSchema = z.strictObject({
  number: z.string(),
  personId: z.string(),
  year: whole,
  version: whole.min(1),
  units: whole,
  entries: whole.min(0),
  targetMet: z.boolean(),
  kinds: z.partialRecord(z.enum(ENTRY_KINDS), whole),
  months: z.array(whole).length(12),
  policyVersions: z.array(z.string()),
  chainHead: hash,
  regionId: z.string().nullable(),
  reason: z.string().nullable(),
});

const fileSchema = z.strictObject({
  kind: z.literal(STATEMENT_FILE),
  statement: statementSchema,
  leafIndex: whole.min(0),
  proof: z.array(hash).max(64),
  closing: z.strictObject({ closingId: z.string(), year: whole, leaves: whole.min(1), root: hash }),
  closingSignature: signatureSchema,
  holder: z.strictObject({ name: z.string(), document: z.string() }),
  issuer: z.strictObject({ url: z.string(), keys: z.string(), revocations: z.string() }),
  handedOutAt: z.iso.datetime(),
  publicKeys: z.array(hash).min(1).max(4),
  signature: signatureSchema,
});

const revocationsSchema = z.strictObject({
  kind: z.literal(REVOCATION_LIST),
  year: whole,
  asOf: z.iso.datetime(),
  items: z.array(z.strictObject({ number: z.string(), revokedAt: z.iso.datetime(), replacedBy: z.string().nullable() })),
  signature: signatureSchema,
});

/** What is signed of a file or a list that is handed out: all of it but the signature itself. */
export function handedOutText(content: UnsignedStatementFile | UnsignedRevocationList): string {
  // Interfaces lack the index signature that JsonValue asks for; both are plain JSON.
  return canonicalJson(content as unknown as JsonValue);
}

/** The one text of a statement file or a revocation list. */
export function signedFileText(file: StatementFile | RevocationList): string {
  return canonicalJson(file as unknown as JsonValue);
}

/** The id of an Ed25519 public key: SHA-256 of its DER. @param publicKey 64 hexadecimal digits */
export function publicKeyId(publicKey: string): string {
  return bytesToHex(sha256(Uint8Array.of(...DER_PREFIX, ...hexToBytes(publicKey))));
}

/**
 * Verifies a statement file.
 *
 * @param text the whole file
 * @param trusted public keys known from elsewhere, 64 hexadecimal digits each; null: those in the file, whose ids in the
 *   verdict must then be compared with what the platform publishes
 * @param revocations a list that `readRevocations` has verified and in which `revocationsFault` finds nothing
 */
export function verifyStatementFile(text: string, { trusted, revocations, verify }: { trusted: readonly string[] | null; revocations: RevocationList | null; verify: VerifyText }): StatementVerdict {
  const file = parseExactly(fileSchema, text) as StatementFile | null;
  if (file === null) return { verdict: 'refused', why: 'format' };
  const { signature, ...unsigned } = file;
  const keys = keysById(trusted ?? file.publicKeys);
  const signed: [TextSignature, string][] = [
    [signature, handedOutText(unsigned)],
    [file.closingSignature, closingText(file.closing)],
  ];
  if (signed.some(([{ keyId }]) => !keys.has(keyId))) return { verdict: 'refused', why: 'key' };
  if (signed.some(([by, what]) => !verify(keys.get(by.keyId)!, what, by.signature))) return { verdict: 'refused', why: 'signature' };
  if (!isUnderRoot(file.statement, file.leafIndex, file.proof, file.closing)) return { verdict: 'refused', why: 'proof' };
  const revoked = revocations?.items.find((item) => item.number === file.statement.number);
  return { verdict: revoked ? 'revoked' : 'valid', file, keyIds: [...new Set(signed.map(([{ keyId }]) => keyId))], replacedBy: revoked?.replacedBy ?? null };
}

/**
 * Reads a list of revoked statements.
 * @returns null when it is none, was changed, or was signed by none of the keys
 */
export function readRevocations(text: string, trusted: readonly string[], verify: VerifyText): RevocationList | null {
  const list = parseExactly(revocationsSchema, text) as RevocationList | null;
  if (list === null) return null;
  const { signature, ...unsigned } = list;
  const key = keysById(trusted).get(signature.keyId);
  return key !== undefined && verify(key, handedOutText(unsigned), signature.signature) ? list : null;
}

/**
 * Why a list says nothing of a file, null where it does: a list of another year and one from before the file was handed out could
 * hide that the statement is revoked.
 */
export function revocationsFault({ year, asOf }: RevocationList, { statement, handedOutAt }: StatementFile): 'year' | 'age' | null {
  if (year !== statement.year) return 'year';
  return Date.parse(asOf) < Date.parse(handedOutAt) ? 'age' : null;
}

/** What a text says, if it is the one canonical text of it: a blank more is another text. */
function parseExactly<T>(schema: z.ZodType<T>, text: string): T | null {
  let json: JsonValue;
  try {
    json = JSON.parse(text) as JsonValue;
    if (canonicalJson(json) !== text) return null;
  } catch {
    return null;
  }
  const parsed = schema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

function keysById(publicKeys: readonly string[]): Map<string, string> {
  return new Map(publicKeys.map((key) => [publicKeyId(key), key]));
}
