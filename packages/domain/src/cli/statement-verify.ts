#!/usr/bin/env node
/**
 * `pnpm statement:verify FILE [--keys FILE] [--revocations FILE]`: verifies a statement file without server, database or
 * network. Exit status 0 when it holds by the keys given; 1 when it does not hold: changed, of an unknown key, revoked; 2 when
 * there is nothing to verify, with the reason on stderr; 3 when it holds by its own key, which anyone may have made.
 */
import { createPublicKey, verify as verifyBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type RevocationList, type StatementFault, type StatementFile, type StatementVerdict, formatCredits, readRevocations, revocationsFault, verifyStatementFile } from '../index.js';

const USAGE = '用法：pnpm statement:verify FILE [--keys FILE] [--revocations FILE]';
const [EXIT_REFUSED, EXIT_NOTHING, EXIT_KEY_UNCHECKED] = [1, 2, 3];
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PEM = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

const FAULTS: Record<StatementFault, string> = {
  format: '签名不对：这不是学分证明文件，或者内容被改动过。',
  key: '签名不对：签名用的公钥不在给出的公钥里。',
  signature: '签名不对：内容被改动过，或者不是这个公钥签的。',
  proof: '签名不对：证明不在这次年度结算里。',
};

const LIST_FAULTS = {
  year: '是别的年份的撤销名单。请下载这份证明那一年的名单。',
  age: '比这份证明出具得早，查不出之后的撤销。请重新下载名单。',
};

/** A reason to stop that a person can act on. */
class Refusal extends Error {}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Refusal(`读不了文件 ${file}：${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Where the credential of a statement says that it can be looked up; null for any other text. */
function lookUpOfCredential(text: string): string | null {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof given !== 'object' || given === null || !('type' in given) || ![given.type].flat().includes('VerifiableCredential')) return null;
  const evidence: unknown = 'evidence' in given && Array.isArray(given.evidence) ? given.evidence[0] : null;
  return typeof evidence === 'object' && evidence !== null && 'id' in evidence && typeof evidence.id === 'string' ? evidence.id : '';
}

/** @throws Refusal for the other file that a learner takes along, which other software verifies */
function refuseCredential(file: string, text: string): void {
  const lookUp = lookUpOfCredential(text);
  if (lookUp === null) return;
  const page = lookUp === '' ? '平台的“核验学分证明”页' : ` ${lookUp} `;
  throw new Refusal(`${file} 是数字凭证（Open Badges），不是离线核验文件。请用从“年度学分证明”下载的离线核验文件，名字以“-离线核验.json”结尾。只有凭证时，在${page}用证明上的编号和防伪码核验，或者用支持 Open Badges 3.0 的软件核验。`);
}

function verify(publicKey: string, text: string, signature: string): boolean {
  const key = createPublicKey({ key: Buffer.concat([DER_PREFIX, Buffer.from(publicKey, 'hex')]), format: 'der', type: 'spki' });
  return verifyBytes(null, Buffer.from(text), key, Buffer.from(signature, 'hex'));
}

/** Public keys in a file: PEM as openssl writes it, or what the platform's address of keys answers. */
function keysIn(file: string): string[] {
  const pems = read(file).replaceAll(String.raw`\n`, '\n').match(PEM) ?? [];
  if (pems.length === 0) throw new Refusal(`${file} 里没有公钥`);
  return pems.map((pem) => {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType !== 'ed25519') throw new Refusal(`${file} 里的公钥不是 Ed25519`);
    return key.export({ format: 'der', type: 'spki' }).subarray(DER_PREFIX.length).toString('hex');
  });
}

/** The list that was given for a statement, signed by a trusted key or by one that the statement itself names. */
function revocationsIn(file: string, statement: StatementFile, trusted: readonly string[]): RevocationList {
  const list = readRevocations(read(file), trusted, verify);
  if (list === null) throw new Refusal(`${file} 不是这个平台签发的撤销名单，或者被改动过`);
  const fault = revocationsFault(list, statement);
  if (fault !== null) throw new Refusal(`${file} ${LIST_FAULTS[fault]}`);
  return list;
}

function describe({ statement, holder, closing, issuer }: StatementFile): string[] {
  return [
    `编号：${statement.number}（第 ${statement.version} 版${statement.reason === null ? '' : `，${statement.reason}`}）`,
    `姓名：${holder.name}　证件号码：${holder.document}`,
    `${statement.year} 年　${formatCredits(statement.units)} 学分　${statement.targetMet ? '达标' : '未达标'}　共 ${statement.entries} 笔`,
    `结算：${closing.closingId}，共 ${closing.leaves} 份，根 ${closing.root}`,
    `签发：${issuer.url}`,
  ];
}

function report(result: StatementVerdict, { keysGiven, list }: { keysGiven: boolean; list: RevocationList | null }): string[] {
  if (result.verdict === 'refused') return [FAULTS[result.why]];
  const { file } = result;
  const intact = keysGiven ? '有效：签名和内容相符。' : '签名完好，但还没有核对是谁的密钥。';
  const head = result.verdict === 'valid' ? intact : `已撤销：${result.replacedBy === null ? '没有新版本。' : `新版本的编号是 ${result.replacedBy}。`}`;
  const keys = keysGiven ? [] : [`公钥来自文件本身。请把下面的编号和平台公布的核对，一致才可信；或者下载公布的公钥，用 --keys 给出。文件里写的公布地址是 ${file.issuer.keys}：`, ...result.keyIds];
  const revocations = list === null ? [`没有核对撤销名单。名单在 ${file.issuer.revocations}，下载后用 --revocations 给出。`] : [`撤销名单截至 ${list.asOf}。`];
  return [head, ...describe(file), ...keys, ...revocations];
}

function main(args: readonly string[]): number {
  const { values, positionals } = parsed(args);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Refusal(USAGE);
  const trusted = values.keys === undefined ? null : keysIn(values.keys);
  const text = read(file);
  refuseCredential(file, text);
  const first = verifyStatementFile(text, { trusted, revocations: null, verify });
  const list = values.revocations === undefined || first.verdict === 'refused' ? null : revocationsIn(values.revocations, first.file, trusted ?? first.file.publicKeys);
  const result = list === null ? first : verifyStatementFile(text, { trusted, revocations: list, verify });
  process.stdout.write(`${report(result, { keysGiven: trusted !== null, list }).join('\n')}\n`);
  if (result.verdict !== 'valid') return EXIT_REFUSED;
  return trusted === null ? EXIT_KEY_UNCHECKED : 0;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { keys: { type: 'string' }, revocations: { type: 'string' } } });
  } catch {
    throw new Refusal(USAGE);
  }
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT_NOTHING;
}
