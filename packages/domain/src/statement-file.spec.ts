import { createHash, generateKeyPairSync, sign, verify as verifyBytes, createPublicKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inclusionProof, inclusionProofOfHashes, isIncluded, merkleLeaf, merkleRoot, rootOfHashes } from './merkle.js';
import { REVOCATION_LIST, type RevocationList, STATEMENT_FILE, type StatementFile, type UnsignedStatementFile, handedOutText, publicKeyId, readRevocations, revocationsFault, signedFileText, verifyStatementFile } from './statement-file.js';
import { type StatementContent, closingText, statementText } from './statement.js';

const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

function aKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(DER_PREFIX.length).toString('hex');
  return { raw, sign: (text: string) => ({ keyId: publicKeyId(raw), signature: sign(null, Buffer.from(text), privateKey).toString('hex') }) };
}

function verify(publicKey: string, text: string, signature: string): boolean {
  const key = createPublicKey({ key: Buffer.concat([DER_PREFIX, Buffer.from(publicKey, 'hex')]), format: 'der', type: 'spki' });
  return verifyBytes(null, Buffer.from(text), key, Buffer.from(signature, 'hex'));
}

function aStatement(n: number): StatementContent {
  return {
    number: `2026-00000000000000${String(n).padStart(2, '0')}-1`,
    personId: `01900000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`,
    year: 2026,
    version: 1,
    units: 2_160_000 + n,
    entries: 3,
    targetMet: true,
    kinds: { lesson: 2_160_000, quiz: n },
    months: [2_160_000 + n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    policyVersions: ['standard-2026'],
    chainHead: 'c'.repeat(64),
    regionId: null,
    reason: null,
  };
}

const [CLOSING_KEY, OTHER_KEY] = [aKey(), aKey()];
const STATEMENTS = Array.from({ length: 7 }, (_, n) => aStatement(n));
const LEAVES = STATEMENTS.map(statementText);

function aFile(index = 4, key = CLOSING_KEY, change: Partial<UnsignedStatementFile> = {}): StatementFile {
  const closing = { closingId: '01900000-0000-7000-8000-000000000099', year: 2026, leaves: LEAVES.length, root: merkleRoot(LEAVES) };
  const unsigned: UnsignedStatementFile = {
    kind: STATEMENT_FILE,
    statement: STATEMENTS[index]!,
    leafIndex: index,
    proof: inclusionProof(LEAVES, index),
    closing,
    closingSignature: key.sign(closingText(closing)),
    holder: { name: '欧阳䶮·阿依古丽', document: '320582********123X' },
    issuer: { url: 'https://xuexi.example/', keys: 'https://xuexi.example/api/public/keys', revocations: 'https://xuexi.example/api/public/statement-revocations' },
    handedOutAt: '2027-02-01T04:00:00.000Z',
    publicKeys: [key.raw],
    ...change,
  };
  return { ...unsigned, signature: key.sign(handedOutText(unsigned)) };
}

function check(text: string, trusted: string[] | null = null, revocations: RevocationList | null = null) {
  return verifyStatementFile(text, { trusted, revocations, verify });
}

describe('a statement file', () => {
  it('holds wherever it stands under the root, with its own key and with a known one', () => {
    for (let index = 0; index < LEAVES.length; index++) {
      const text = signedFileText(aFile(index));
      expect(check(text)).toMatchObject({ verdict: 'valid', keyIds: [publicKeyId(CLOSING_KEY.raw)] });
      expect(check(text, [OTHER_KEY.raw, CLOSING_KEY.raw]).verdict).toBe('valid');
    }
  });

  it('is refused whatever single byte of it is changed, to whatever', () => {
    const bytes = Buffer.from(signedFileText(aFile()));
    for (let at = 0; at < bytes.length; at++) {
      const other = Buffer.from(bytes);
      other[at] = bytes[at]! ^ (1 << (at % 8));
      expect([at, check(other.toString()).verdict]).toEqual([at, 'refused']);
    }
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const other = Buffer.from(bytes);
        other[at] = bytes[at]! ^ change;
        return check(other.toString()).verdict === 'refused';
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused when a byte of it is missing or added', () => {
    const bytes = Buffer.from(signedFileText(aFile()));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), (at, added) => {
        const without = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
        const withMore = Buffer.concat([bytes.subarray(0, at), Buffer.from([added]), bytes.subarray(at)]);
        return [without, withMore].every((changed) => changed.equals(bytes) || check(changed.toString()).verdict === 'refused');
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['of a key that is not trusted', signedFileText(aFile()), [OTHER_KEY.raw], 'key'],
    ['whose holder was signed by a stranger', signedFileText({ ...aFile(), holder: { name: '李四', document: '*' } }), null, 'signature'],
    ['signed anew by its forger, with the forger’s key added', forged(), [CLOSING_KEY.raw], 'key'],
    ['of another statement than the one under the root', signedFileText(aFile(4, CLOSING_KEY, { statement: { ...STATEMENTS[4]!, units: 9_999_999 } })), null, 'proof'],
    ['at another place', signedFileText(aFile(4, CLOSING_KEY, { leafIndex: 5 })), null, 'proof'],
    ['with a field that nobody knows', signedFileText({ ...aFile(), more: 1 } as StatementFile), null, 'format'],
    ['with a blank before it', ` ${signedFileText(aFile())}`, null, 'format'],
    ['with a line end behind it', `${signedFileText(aFile())}\n`, null, 'format'],
    ['with a letter written in another way', signedFileText(aFile()).replace('"closing"', String.raw`"\u0063losing"`), null, 'format'],
    ['with its parts in another order', JSON.stringify(Object.fromEntries(Object.entries(aFile()).reverse())), null, 'format'],
    ['with digits before a signature', withSignature((digits) => `0${digits}`), null, 'format'],
    ['with digits behind a signature', withSignature((digits) => `${digits}0`), null, 'format'],
    ['of another kind', signedFileText({ ...aFile(), kind: 'xuexi-statement-file/2' as typeof STATEMENT_FILE }), null, 'format'],
    ['without a key', signedFileText(aFile(4, CLOSING_KEY, { publicKeys: [] })), null, 'format'],
    ['of a closing without leaves', signedFileText(aFile(4, CLOSING_KEY, { closing: { ...aFile().closing, leaves: 0 } })), null, 'format'],
    ['of another year than its closing', otherYear(), null, 'proof'],
    ['that is no JSON', '{', null, 'format'],
    ['that is empty', '', null, 'format'],
  ])('%s is refused', (_, text, trusted, why) => {
    expect(check(text, trusted)).toEqual({ verdict: 'refused', why });
  });

  it('names the keys that are needed, its own and that of the closing', () => {
    const text = signedFileText({ ...aFile(4, CLOSING_KEY, { publicKeys: [CLOSING_KEY.raw, OTHER_KEY.raw] }), signature: handedOutBy(OTHER_KEY) });
    expect(check(text)).toMatchObject({ verdict: 'valid', keyIds: [publicKeyId(OTHER_KEY.raw), publicKeyId(CLOSING_KEY.raw)] });
  });

  it('and its key go by names that later versions have to keep', () => {
    expect([STATEMENT_FILE, REVOCATION_LIST]).toEqual(['xuexi-statement-file/1', 'xuexi-revocations/1']);
    // openssl pkey -pubin -outform DER | sha256sum
    const der = createHash('sha256').update(Buffer.concat([DER_PREFIX, Buffer.alloc(32, 1)]));
    expect(publicKeyId('01'.repeat(32))).toBe(der.digest('hex'));
  });

  it('is revoked where a list says so, and leads on to the version that holds', () => {
    const item = { number: STATEMENTS[4]!.number, revokedAt: '2027-03-01T00:00:00.000Z', replacedBy: '2026-0000000000000004-2' };
    const unsigned = { kind: REVOCATION_LIST, year: 2026, asOf: '2027-04-01T00:00:00.000Z', items: [item] } as const;
    const list = { ...unsigned, signature: CLOSING_KEY.sign(handedOutText(unsigned)) };
    const read = readRevocations(signedFileText(list), [CLOSING_KEY.raw], verify);
    expect(read).toEqual(list);
    expect(check(signedFileText(aFile()), null, read)).toMatchObject({ verdict: 'revoked', replacedBy: item.replacedBy });
    expect(check(signedFileText(aFile(3)), null, read)).toMatchObject({ verdict: 'valid', replacedBy: null });
    expect(readRevocations(signedFileText({ ...list, year: 2025 }), [CLOSING_KEY.raw], verify)).toBeNull();
    expect(readRevocations(signedFileText({ ...list, items: [] }), [CLOSING_KEY.raw], verify)).toBeNull();
    expect(readRevocations(signedFileText(list), [OTHER_KEY.raw], verify)).toBeNull();
    for (const text of ['', '{', 'null', signedFileText(aFile()), `${signedFileText(list)}\n`]) expect(readRevocations(text, [CLOSING_KEY.raw], verify)).toBeNull();
  });
});

describe('a list of revoked statements', () => {
  it.each([
    ['of its year, from after it was handed out', 2026, '2027-04-01T00:00:00.000Z', null],
    ['of its year, from the moment that it was handed out', 2026, '2027-02-01T04:00:00.000Z', null],
    ['from before it was handed out', 2026, '2027-02-01T03:59:59.999Z', 'age'],
    ['of another year', 2025, '2027-04-01T00:00:00.000Z', 'year'],
  ])('%s', (_, year, asOf, fault) => {
    const unsigned = { kind: REVOCATION_LIST, year, asOf, items: [] } as const;
    expect(revocationsFault({ ...unsigned, signature: CLOSING_KEY.sign(handedOutText(unsigned)) }, aFile())).toBe(fault);
  });
});

describe('what is signed', () => {
  it('of a statement keeps its bytes', () => {
    expect(statementText(aStatement(4))).toBe(
      '{"chainHead":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","entries":3,"kind":"xuexi-statement/1","kinds":{"lesson":2160000,"quiz":4},' +
        '"months":[2160004,0,0,0,0,0,0,0,0,0,0,0],"number":"2026-0000000000000004-1","personId":"01900000-0000-7000-8000-000000000004","policyVersions":["standard-2026"],' +
        '"reason":null,"regionId":null,"targetMet":true,"units":2160004,"version":1,"year":2026}',
    );
  });

  it('of a closing keeps its bytes', () => {
    expect(closingText({ closingId: 'c', year: 2026, leaves: 7, root: 'r' })).toBe('{"closingId":"c","kind":"xuexi-closing/1","leaves":7,"root":"r","year":2026}');
  });
});

describe('a proof in two parts', () => {
  it('is the proof of the whole tree, for whatever size and place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, place) => {
        const [leaves, index] = [Array.from({ length: size }, (_, n) => `leaf ${n}`), place % size];
        const hashes = leaves.map(merkleLeaf);
        const parts = Array.from({ length: Math.ceil(size / 8) }, (_, n) => hashes.slice(n * 8, n * 8 + 8));
        const [part, within] = [Math.floor(index / 8), index % 8];
        const proof = [...inclusionProofOfHashes(parts[part]!, within), ...inclusionProofOfHashes(parts.map(rootOfHashes), part)];
        expect(proof).toEqual(inclusionProof(leaves, index));
        expect(isIncluded(leaves[index]!, index, size, proof, merkleRoot(leaves))).toBe(true);
      }),
    );
  });

  it('of no place there is none', () => {
    expect(() => inclusionProofOfHashes([], 0)).toThrow(RangeError);
    expect(() => inclusionProofOfHashes(['a'.repeat(64)], 1)).toThrow(RangeError);
    expect(() => rootOfHashes([])).toThrow(RangeError);
  });
});

/** A file of one statement, whose year is not that of the closing it stands under. */
function otherYear(): string {
  const leaf = statementText(STATEMENTS[4]!);
  const closing = { closingId: 'c', year: 2027, leaves: 1, root: merkleRoot([leaf]) };
  return signedFileText(aFile(4, CLOSING_KEY, { leafIndex: 0, proof: [], closing, closingSignature: CLOSING_KEY.sign(closingText(closing)) }));
}

/** A file whose closing has a signature of more digits than one has. */
function withSignature(change: (digits: string) => string): string {
  const { closingSignature } = aFile();
  return signedFileText(aFile(4, CLOSING_KEY, { closingSignature: { ...closingSignature, signature: change(closingSignature.signature) } }));
}

/** The signature of who hands a file out, where that is not who closed the year. */
function handedOutBy(key: ReturnType<typeof aKey>) {
  const { signature: _, ...unsigned } = aFile(4, CLOSING_KEY, { publicKeys: [CLOSING_KEY.raw, OTHER_KEY.raw] });
  return key.sign(handedOutText(unsigned));
}

/** A file whose statement says more, signed by someone else who names their own key in it. */
function forged(): string {
  return signedFileText(aFile(4, OTHER_KEY));
}
