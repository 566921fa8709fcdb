/** The command as a process: `pnpm test` builds it first. */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REVOCATION_LIST, STATEMENT_FILE, closingText, handedOutText, merkleRoot, publicKeyId, signedFileText, statementText } from '../index.js';

const COMMAND = join(import.meta.dirname, '../../dist/cli/statement-verify.js');
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const PEM = publicKey.export({ format: 'pem', type: 'spki' }).toString();
const RAW = publicKey.export({ format: 'der', type: 'spki' }).subarray(12).toString('hex');
const NUMBER = '2026-ABCDEF0123456789-1';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'statement-verify-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const signed = (text: string) => ({ keyId: publicKeyId(RAW), signature: sign(null, Buffer.from(text), privateKey).toString('hex') });

function statementFile(): string {
  const statement = {
    number: NUMBER, personId: 'p', year: 2026, version: 1, units: 2_180_000, entries: 3, targetMet: true, kinds: { lesson: 2_180_000 },
    months: [2_180_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], policyVersions: ['standard-2026'], chainHead: 'c'.repeat(64), regionId: null, reason: null,
  } as const;
  const closing = { closingId: 'closing', year: 2026, leaves: 1, root: merkleRoot([statementText(statement)]) };
  const unsigned = {
    kind: STATEMENT_FILE, statement, leafIndex: 0, proof: [], closing, closingSignature: signed(closingText(closing)), holder: { name: '王秀英', document: '320582********123X' },
    issuer: { url: 'https://xuexi.example/', keys: 'https://xuexi.example/api/public/keys', revocations: 'https://xuexi.example/api/public/statement-revocations' },
    handedOutAt: '2027-02-01T04:00:00.000Z', publicKeys: [RAW],
  } as const;
  return signedFileText({ ...unsigned, signature: signed(handedOutText(unsigned)) });
}

function revocations(numbers: string[], { year = 2026, asOf = '2027-04-01T00:00:00.000Z' } = {}): string {
  const unsigned = { kind: REVOCATION_LIST, year, asOf, items: numbers.map((number) => ({ number, revokedAt: '2027-03-01T00:00:00.000Z', replacedBy: '2026-ABCDEF0123456789-2' })) } as const;
  return signedFileText({ ...unsigned, signature: signed(handedOutText(unsigned)) });
}

function saved(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8', env: { PATH: process.env.PATH } });
  return { status, stdout, stderr };
}

describe('statement:verify', () => {
  it('says that nobody knows yet whose key it is, with status 3', () => {
    const { status, stdout } = run(saved('good.json', statementFile()));
    expect(status).toBe(3);
    expect(stdout).not.toContain('有效');
    for (const words of ['签名完好，但还没有核对是谁的密钥', '王秀英', '20.18 学分', '达标', publicKeyId(RAW), 'https://xuexi.example/api/public/keys', '没有核对撤销名单']) expect(stdout).toContain(words);
  });

  it('takes keys as PEM and as the platform publishes them', () => {
    const file = saved('good.json', statementFile());
    for (const keys of [saved('key.pem', PEM), saved('keys.json', JSON.stringify({ items: [{ publicKey: PEM }] }))]) {
      expect(run(file, '--keys', keys)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^有效(?![^]*公钥来自文件本身)/) });
    }
    const strange = generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }).toString();
    expect(run(file, '--keys', saved('strange.pem', strange))).toMatchObject({ status: 1, stdout: expect.stringContaining('签名不对') });
  });

  it('says what was changed or revoked, with status 1', () => {
    expect(run(saved('bad.json', statementFile().replace('王秀英', '王秀芳')))).toMatchObject({ status: 1, stdout: expect.stringContaining('签名不对') });
    const file = saved('good.json', statementFile());
    expect(run(file, '--revocations', saved('none.json', revocations([])), '--keys', saved('key.pem', PEM))).toMatchObject({ status: 0, stdout: expect.stringContaining('撤销名单截至 2027-04-01') });
    expect(run(file, '--revocations', saved('this.json', revocations([NUMBER])))).toMatchObject({ status: 1, stdout: expect.stringMatching(/^已撤销：新版本的编号是 2026-ABCDEF0123456789-2/) });
  });

  it('takes no list of another year and none from before it was handed out', () => {
    const file = saved('good.json', statementFile());
    expect(run(file, '--revocations', saved('other.json', revocations([], { year: 2025 })))).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('别的年份') });
    expect(run(file, '--revocations', saved('old.json', revocations([], { asOf: '2027-01-31T00:00:00.000Z' })))).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('重新下载') });
  });

  it('tells a credential from a statement file, and says where that is verified, with status 2', () => {
    const credential = { type: ['VerifiableCredential', 'OpenBadgeCredential'], evidence: [{ id: `https://xuexi.example/verify/${NUMBER}`, type: ['Evidence'] }] };
    for (const [name, content, page] of [['badge.json', credential, `https://xuexi.example/verify/${NUMBER}`], ['other.json', { type: 'VerifiableCredential', evidence: 1 }, '核验学分证明']] as const) {
      const { status, stdout, stderr } = run(saved(name, JSON.stringify(content)));
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      for (const words of ['数字凭证', '离线核验文件', page]) expect(stderr).toContain(words);
    }
    expect(run(saved('list.json', '[]'))).toMatchObject({ status: 1, stdout: expect.stringContaining('这不是学分证明文件') });
  });

  it('ends with status 2 where there is nothing to verify', () => {
    const file = saved('good.json', statementFile());
    expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining('用法') });
    expect(run(file, file)).toMatchObject({ status: 2 });
    expect(run(file, '--what')).toMatchObject({ status: 2, stderr: expect.stringContaining('用法') });
    expect(run(join(folder, 'absent.json'))).toMatchObject({ status: 2, stdout: '' });
    expect(run(file, '--keys', file)).toMatchObject({ status: 2, stderr: expect.stringContaining('没有公钥') });
    expect(run(file, '--revocations', saved('forged.json', revocations([]).replace('2027-04', '2027-05')))).toMatchObject({ status: 2, stderr: expect.stringContaining('撤销名单') });
  });
});
