import { createPublicKey, randomBytes, verify as verifyBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { type DocumentLoader, verifyCredential } from '@digitalbazaar/vc';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import { closingText, readRevocations, shanghaiDate, verifyStatementFile } from '@xuexi/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Closing } from '../../src/credits/closing/closing.entity.js';
import { CreditKey } from '../../src/credits/credit-key.entity.js';
import { CheckCodes } from '../../src/credits/statements/check-codes.js';
import { bundledContexts } from '../../src/credits/statements/credential-signer.js';
import { StatementPapers } from '../../src/credits/statements/statement-papers.service.js';
import { Statement } from '../../src/credits/statements/statement.entity.js';
import type { PublicStatementDto, StatementDto } from '../../src/credits/statements/statements.dto.js';
import { rawPublicKeyOf, signingKey } from '../../src/platform/crypto/signing-key.js';
import { LIMITS } from '../../src/platform/limits/limits.js';
import { RateLimitRow } from '../../src/platform/limits/rate-limit.entity.js';
import { RegionHistory } from '../../src/regions/region-history.entity.js';
import { chainOf, holds } from '../factories/ledger.js';
import { type Someone, aPerson } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { aClosingWith, anAmendment } from '../factories/statements.js';
import { Agent } from '../support/agent.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const NAME = '欧阳䶮·阿依古丽';

let world: World;
let city: City;
let someone: Someone;
let guest: Agent;
let folder: string;

beforeAll(async () => {
  world = await createWorld('2026-01-20T09:00:00+08:00');
  city = await aCity(world);
  someone = await aPerson(world, { region: city.communities[0]!, name: NAME });
  guest = new Agent(world.api.app);
  folder = await mkdtemp(join(tmpdir(), 'statements-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await world.close();
});
beforeEach(async () => {
  for (const entity of [Statement, RateLimitRow]) await world.db.manager.deleteAll(entity);
});

const verify = (publicKey: string, text: string, signature: string): boolean =>
  verifyBytes(null, Buffer.from(text), createPublicKey({ key: Buffer.concat([DER_PREFIX, Buffer.from(publicKey, 'hex')]), format: 'der', type: 'spki' }), Buffer.from(signature, 'hex'));

const codeOf = (number: string) => world.api.app.get(CheckCodes).of(number);
const look = (number: string, code: string) => guest.get<PublicStatementDto>(`/api/public/statements/${number}?code=${code}`);

/** Their statement among so many others, at a place. */
async function theirs(others = 0, place = 0): Promise<Statement> {
  const wishes = Array.from({ length: others + 1 }, (_, at) => ({ personId: at === place ? someone.personId : `${at < place ? '00000000' : 'ffffffff'}-0000-7000-8000-${String(at).padStart(12, '0')}`, region: city.communities[0]! }));
  return (await aClosingWith(world, wishes))[place]!;
}

async function publishedKeys(): Promise<string[]> {
  const { items } = (await guest.get<{ items: { publicKey: string }[] }>('/api/public/keys')).body;
  return items.map(({ publicKey }) => createPublicKey(publicKey).export({ format: 'der', type: 'spki' }).subarray(DER_PREFIX.length).toString('hex'));
}

describe('the offline file', () => {
  test.each([
    [0, 0],
    [2, 1],
    [1023, 1023],
    [1024, 1024],
    [2500, 1500],
  ])('of a statement among %d others at place %d verifies alone, with the published key', async (others, place) => {
    const { id, number } = await theirs(others, place);
    const answer = await someone.agent.get(`/api/my/statements/${id}/file`);
    expect(answer.status).toBe(200);
    expect(decodeURIComponent(answer.headers.get('content-disposition')!)).toContain('年度学分证明-2025-第1版-离线核验.json');
    const verdict = verifyStatementFile(answer.text, { trusted: await publishedKeys(), revocations: null, verify });
    expect(verdict).toMatchObject({ verdict: 'valid', file: { statement: { number }, leafIndex: place, holder: { name: NAME, document: expect.stringMatching(/^360203\*{8}\d{3}[\dX]$/) } } });
    expect(answer.text).not.toContain(someone.idNumber);
  });

  test('under a key that was replaced since verifies with the keys that are published, of which none is lost', async () => {
    const { id, closingId, year } = await theirs(2, 1);
    const earlier = signingKey(randomBytes(32));
    const { leaves, root } = await world.db.manager.findOneByOrFail(Closing, { id: closingId });
    await world.db.manager.insert(CreditKey, { keyId: earlier.keyId, publicKey: earlier.publicKey, firstUsedAt: new Date('2025-01-01T00:00:00Z') });
    await world.db.manager.update(Closing, { id: closingId }, { keyId: earlier.keyId, signature: earlier.sign(closingText({ closingId, year, leaves: leaves!, root: root! })) });
    const { text } = await someone.agent.get(`/api/my/statements/${id}/file`);
    expect(await publishedKeys()).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), rawPublicKeyOf(earlier.publicKey)]);
    expect(verifyStatementFile(text, { trusted: await publishedKeys(), revocations: null, verify }).verdict).toBe('valid');
    // Its own keys are all that a verifier without a line has.
    expect(verifyStatementFile(text, { trusted: null, revocations: null, verify })).toMatchObject({ verdict: 'valid', keyIds: expect.arrayContaining([earlier.keyId]) });
    const { body } = await guest.get<{ assertionMethod: string[] }>('/api/public/did.json');
    expect(body.assertionMethod.filter((method) => method.endsWith(`#${earlier.keyId}`))).toHaveLength(1);
    await world.db.manager.delete(CreditKey, { keyId: earlier.keyId });
  });

  test('is known as revoked once there is a newer version, by the published list', async () => {
    const first = await theirs();
    const file = (await someone.agent.get(`/api/my/statements/${first.id}/file`)).text;
    const second = await anAmendment(world, first, { units: 1_964_000 });
    const { text } = await guest.get('/api/public/statement-revocations?year=2025');
    const revocations = readRevocations(text, await publishedKeys(), verify);
    expect(revocations?.items).toMatchObject([{ number: first.number, replacedBy: second.number }]);
    expect(verifyStatementFile(file, { trusted: null, revocations, verify })).toMatchObject({ verdict: 'revoked', replacedBy: second.number });
    const newer = (await someone.agent.get(`/api/my/statements/${second.id}/file`)).text;
    expect(verifyStatementFile(newer, { trusted: await publishedKeys(), revocations, verify }).verdict).toBe('valid');
    for (const what of ['file', 'credential']) expectProblem(await someone.agent.get(`/api/my/statements/${first.id}/${what}`), 'statement_revoked');
  });

  test('is not made of rows that were changed behind the platform’s back', async () => {
    const { id } = await theirs(3, 2);
    await world.db.manager.update(Statement, { id }, { units: 9_000_000 });
    expectProblem(await someone.agent.get(`/api/my/statements/${id}/file`), 'internal_error');
  });

  test('is not made of a preliminary statement, nor of one that no root stands over', async () => {
    const { id } = await theirs();
    await world.db.manager.update(Statement, { id }, { version: 0, status: 'preliminary', leaf: null });
    for (const what of ['file', 'credential']) expectProblem(await someone.agent.get(`/api/my/statements/${id}/${what}`), 'statement_unsigned');
  });
});

describe('the paper', () => {
  async function textOf(statement: Statement): Promise<{ text: string; bytes: number; pages: string[] }> {
    const pdf = await world.api.app.get(StatementPapers).pdf(statement);
    const file = join(folder, 'statement.pdf');
    await writeFile(file, pdf);
    const { stdout } = await promisify(execFile)('pdftotext', ['-layout', file, '-']);
    return { text: stdout, bytes: pdf.length, pages: stdout.split('\f').slice(0, -1) };
  }

  test('says whose it is, where they lived then, what they reached, and how to check it', async () => {
    for (let day = 1; day <= 45; day++) await holds(world, someone.personId, 48_000, shanghaiDate(Date.parse('2025-01-31T04:00:00Z') + day * 86_400_000));
    const { entries } = await chainOf(world, someone.personId);
    const [statement] = await aClosingWith(world, [{ personId: someone.personId, region: city.communities[0]!, units: 2_160_000, entries: 45, kinds: { transfer: 2_160_000 }, chainHead: entries.at(-1)!.hash }]);
    // What comes later is not on it, and a region keeps the name of that time.
    await holds(world, someone.personId, 500, '2025-12-31');
    const { text, bytes, pages } = await textOf(statement!);
    for (const words of [NAME, '年度学分证明', '20.00 学分', '达标', '转入', statement!.number, codeOf(statement!.number), 'http://xuexi.test/verify', '盖章处', '共 45 笔记录', '2025-02-01', '2025-03-17']) expect(text).toContain(words);
    expect(text).not.toContain('2025-12-31');
    expect(text).not.toContain(someone.idNumber);
    expect(pages).toHaveLength(3);
    for (const [at, page] of pages.entries()) expect(page.replaceAll(' ', '')).toContain(`第${at + 1}页/共3页`);
    expect(bytes).toBeLessThan(200_000);
  });

  test('of a preliminary or revoked statement says so across the page', async () => {
    const first = await theirs();
    await anAmendment(world, first, {});
    expect((await textOf(await world.db.manager.findOneByOrFail(Statement, { id: first.id }))).text).toContain('已撤销，请用新版本');
    expect((await textOf({ ...first, version: 0, status: 'preliminary', kinds: null, months: null })).text).toContain('预结算，账目还没有结清，不作证明使用');
  });

  test('is downloaded by its person only, so many times an hour', async () => {
    const { id } = await theirs();
    const stranger = await aPerson(world, { region: city.communities[0]! });
    expectProblem(await stranger.agent.get(`/api/my/statements/${id}/pdf`), 'not_found');
    const answer = await someone.agent.get(`/api/my/statements/${id}/pdf`);
    expect(answer).toMatchObject({ status: 200, text: expect.stringMatching(/^%PDF-/) });
    expect(decodeURIComponent(answer.headers.get('content-disposition')!)).toContain('年度学分证明-2025-第1版.pdf');
    await world.db.query('UPDATE rate_limit SET hits = ?', [LIMITS.statement_paper_account.max]);
    expectProblem(await someone.agent.get(`/api/my/statements/${id}/pdf`), 'too_many_attempts');
  });
});

describe('the credential', () => {
  /** What a verifier elsewhere does: contexts of its own, the issuer's document and the status list as the platform answers them. */
  const documentLoader: DocumentLoader = async (url) => {
    const [base, fragment] = url.split('#');
    if (base === 'did:web:xuexi.test:api:public') {
      const document = (await guest.get<{ verificationMethod: { id: string }[] }>('/api/public/did.json')).body;
      const method = document.verificationMethod.find(({ id }) => id === url);
      return { contextUrl: null, documentUrl: url, document: fragment === undefined ? document : { '@context': 'https://w3id.org/security/multikey/v1', ...method } };
    }
    if (url.startsWith('http://xuexi.test/api/')) return { contextUrl: null, documentUrl: url, document: (await guest.get(new URL(url).pathname)).body };
    return bundledContexts(url);
  };
  const check = (credential: object) => {
    const suite = new DataIntegrityProof({ cryptosuite });
    return verifyCredential({ credential, suite, documentLoader, checkStatus: (options) => checkStatus({ ...options, suite, documentLoader }), now: world.clock.date() });
  };

  test('is an Open Badge that the verifier of someone else accepts, until a byte of it changes', async () => {
    const { id } = await theirs(5, 3);
    const answer = await someone.agent.get<{ credentialSubject: { creditsEarned: number } } & object>(`/api/my/statements/${id}/credential`);
    expect(answer.body).toMatchObject({ type: ['VerifiableCredential', 'OpenBadgeCredential'], credentialStatus: { statusListIndex: '3' }, credentialSubject: { creditsEarned: 20.18, identifier: [{ identityHash: NAME }] } });
    const result = await check(answer.body);
    expect(result).toMatchObject({ verified: true, statusResult: { verified: true, results: [{ status: false }] } });
    expect((await check({ ...answer.body, credentialSubject: { ...answer.body.credentialSubject, creditsEarned: 21 } })).verified).toBe(false);
  });

  test('is told from the others once the statement is revoked', async () => {
    const statement = await theirs(5, 4);
    const { body } = await someone.agent.get<object>(`/api/my/statements/${statement.id}/credential`);
    await anAmendment(world, statement, {});
    expect(await check(body)).toMatchObject({ verified: true, statusResult: { verified: true, results: [{ status: true }] } });
  });

  test('has no status list where the closing has no such leaves', async () => {
    const { closingId } = await theirs();
    expect((await guest.get(`/api/public/status-lists/${closingId}/0`)).status).toBe(200);
    expectProblem(await guest.get(`/api/public/status-lists/${closingId}/1`), 'not_found');
    expectProblem(await guest.get(`/api/public/status-lists/${someone.personId}/0`), 'not_found');
  });
});

describe('public verification', () => {
  test('shows what stands on the paper, with the name masked and the region as it was called then', async () => {
    const statement = await theirs();
    const region = city.communities[0]!;
    const [renamed, before] = [new Date(world.clock.now() + 1000), await world.db.manager.findOneByOrFail(RegionHistory, { regionId: region.id })];
    await world.db.manager.update(RegionHistory, { id: before.id }, { validTo: renamed });
    await world.db.manager.insert(RegionHistory, { ...before, id: statement.id, name: '改名社区', validFrom: renamed, validTo: null });
    const { body } = await look(statement.number, codeOf(statement.number).toLowerCase().replace('-', ' '));
    expect(body).toMatchObject({ number: statement.number, status: 'valid', version: 1, year: 2025, name: '欧*', credits: '20.18', targetCredits: 20, targetMet: true, computedOn: '2026-01-20', replacedBy: null });
    expect(body.place.at(-1)).toBe(before.name);
  });

  test('of a superseded version says so and leads on', async () => {
    const first = await theirs();
    world.clock.advance(3600);
    const second = await anAmendment(world, first, { units: 1_964_000, targetMet: false });
    const { body } = await look(first.number, codeOf(first.number));
    expect(body).toMatchObject({ status: 'revoked', revokedOn: '2026-01-20', replacedBy: { number: second.number } });
    expect((await look(body.replacedBy!.number, body.replacedBy!.checkCode)).body).toMatchObject({ status: 'valid', version: 2, credits: '18.18', reason: '更正一次线下课的签到' });
  });

  test('answers a wrong code and a number that does not exist byte for byte alike', async () => {
    const { number } = await theirs();
    const [wrong, absent, ofAnother] = await Promise.all([look(number, '0000-0000'), look('2025-FFFFFFFFFFFFFFFF-1', codeOf(number)), look(number, codeOf('2025-FFFFFFFFFFFFFFFF-1'))]);
    expectProblem(wrong, 'statement_unknown');
    for (const answer of [absent, ofAnother]) expect([answer.status, answer.text]).toEqual([wrong.status, wrong.text]);
  });

  test('is limited by address, whatever is asked', async () => {
    const { number } = await theirs();
    await look(number, 'wrong');
    await world.db.query('UPDATE rate_limit SET hits = ?', [LIMITS.statement_check_address.max]);
    expectProblem(await look(number, codeOf(number)), 'too_many_attempts');
  });
});

describe('a statement whose closing has not signed it', () => {
  test.each(['running', 'failed'] as const)('is shown and handed out to nobody: %s', async (state) => {
    const first = await theirs();
    const { id, number, closingId } = await anAmendment(world, first, {});
    await world.db.manager.update(Closing, { id: closingId }, { state });
    expect((await someone.agent.get<{ items: StatementDto[] }>('/api/my/statements')).body.items).toMatchObject([{ id: first.id }]);
    for (const what of ['pdf', 'file', 'credential']) expectProblem(await someone.agent.get(`/api/my/statements/${id}/${what}`), 'not_found');
    expectProblem(await look(number, codeOf(number)), 'statement_unknown');
    expect((await look(first.number, codeOf(first.number))).body.replacedBy).toBeNull();
  });
});

describe('the list of a learner', () => {
  test('has every version with its reason, code and address', async () => {
    const first = await theirs();
    await anAmendment(world, first, { units: 1_964_000 });
    const { items } = (await someone.agent.get<{ items: StatementDto[] }>('/api/my/statements')).body;
    expect(items).toMatchObject([
      { version: 2, status: 'valid', credits: '18.18', reason: '更正一次线下课的签到', signed: true },
      { version: 1, status: 'revoked', reason: null, signed: false, checkCode: codeOf(first.number), verifyUrl: `http://xuexi.test/verify/${first.number}?code=${codeOf(first.number)}` },
    ]);
  });
});
