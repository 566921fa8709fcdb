import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto';
import { UNITS_PER_CREDIT, canonicalJson, entryKey } from '@xuexi/domain';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NoticePageDto } from '../../src/notices/notices.dto.js';
import type { CreditExplanationDto } from '../../src/credits/credits.dto.js';
import type { IssuerDto, TransferPageDto, TransferredDto } from '../../src/credits/corrections/transfers.dto.js';
import { CreditTransfer } from '../../src/credits/corrections/credit-transfer.entity.js';
import { Account } from '../../src/identity/account.entity.js';
import { Alarm } from '../../src/platform/alarms/alarm.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { chainOf, differencesOf } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson, confirmed } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

interface SignedDocument {
  kind: string;
  issuer: string;
  id: string;
  to: string;
  units: number;
  date: string;
  title: string;
}

const KEYS = generateKeyPairSync('ed25519');
const OTHER_KEYS = generateKeyPairSync('ed25519');
const PUBLIC_KEY = pemOf(KEYS.publicKey);

let world: World;
let city: City;
let platform: Someone;
let staff: Someone;
let learner: Someone;
let loginNumber: string;
let made = 0;

beforeAll(async () => {
  world = await createWorld();
  world.clock.set('2026-05-10T12:00:00+08:00');
  city = await aCity(world);
  platform = await confirmed(world, await aColleague(world, 'platform_admin', city.communities[0]!, null));
  staff = await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!));
  expect((await register('other-city')).status).toBe(201);
});
afterAll(() => world.close());

beforeEach(async () => {
  learner = await aPerson(world, { region: city.communities[0]! });
  loginNumber = await aLoginNumber(learner);
});
afterEach(async () => expect(await differencesOf(world)).toEqual([]));

function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'spki' }).toString();
}

async function aLoginNumber({ accountId }: Someone): Promise<string> {
  const number = String(26_000_000 + ++made);
  await world.db.manager.update(Account, { id: accountId }, { loginNumber: number });
  return number;
}

const register = (id: string, change: object = {}) => platform.agent.post<IssuerDto>('/api/transfer-issuers', { id, name: '邻市终身学习网', publicKey: PUBLIC_KEY, ...change });

function aDocument(change: Partial<SignedDocument> & { note?: string } = {}): SignedDocument {
  return { kind: 'xuexi-transfer/1', issuer: 'other-city', id: `A-${++made}`, to: loginNumber, units: 2 * UNITS_PER_CREDIT, date: '2026-05-09', title: '书法班', ...change };
}

function signed(document: SignedDocument, key = KEYS.privateKey) {
  return { document, signature: sign(null, Buffer.from(canonicalJson({ ...document })), key).toString('hex') };
}

const take = (body: object, { agent } = staff, { personId } = learner) => agent.post<TransferredDto>(`/api/learners/${personId}/transfers`, body);
const entries = async ({ personId } = learner) => (await chainOf(world, personId)).entries;

async function expectRefused(body: object, field: string, { personId } = learner): Promise<void> {
  const answer = await take(body, staff, { ...learner, personId });
  expectProblem(answer, 'transfer_refused');
  expect(answer.body).toMatchObject({ fields: [{ field }] });
}

test('what was taken over is listed for the staff of the region, the newest first, and explained to the learner', async () => {
  const [first, second] = [aDocument(), aDocument({ title: '国画班' })];
  await take(signed(first));
  world.clock.advance(60);
  const { body } = await take(signed(second));
  const list = await staff.agent.get<TransferPageDto>(`/api/credit-transfers?personId=${learner.personId}`);
  expect(list.body).toMatchObject({ total: 2, items: [{ id: second.id, entryId: body.entryId, issuer: 'other-city', issuerName: '邻市终身学习网', title: '国画班', credits: '2.00', date: '2026-05-09', personId: learner.personId }, { id: first.id }] });
  expect(list.text).not.toContain(learner.idNumber);
  const elsewhere = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[1]!);
  expect((await elsewhere.agent.get<TransferPageDto>('/api/credit-transfers')).body).toMatchObject({ total: 0, items: [] });
  const why = await learner.agent.get<CreditExplanationDto>(`/api/my/credits/entries/${body.entryId}`);
  expect(why.body.transfer).toEqual({ issuer: '邻市终身学习网', number: second.id, recordedAt: new Date(world.clock.now()).toISOString() });
});

test('what a registered platform has signed is posted with its evidence, told to the learner and recorded', async () => {
  const document = aDocument();
  const { status, body } = await take(signed(document));
  expect(status).toBe(201);
  expect(body).toMatchObject({ issuer: 'other-city', id: document.id, units: 2 * UNITS_PER_CREDIT, credits: '2.00', repeated: false });
  expect(await entries()).toMatchObject([{ id: body.entryId, kind: 'transfer', key: entryKey.transfer('other-city', document.id), date: '2026-05-09', year: 2026, evidence: { title: '书法班', issuer: '邻市终身学习网' } }]);
  expect(await world.db.manager.findOneBy(CreditTransfer, { externalId: document.id })).toMatchObject({ personId: learner.personId, document, signature: signed(document).signature });
  const notices = await learner.agent.get<NoticePageDto>('/api/my/notices');
  expect(notices.body.items).toMatchObject([{ kind: 'credit_granted', correctionId: null, entryId: body.entryId, credits: '2.00', year: 2026 }]);
  const audited = await world.db.manager.findOneByOrFail(AuditEntry, { action: 'credit.transfer', subjectId: learner.personId });
  expect(audited).toMatchObject({ accountId: staff.accountId, details: { issuer: 'other-city', entryId: body.entryId } });
});

test('the order in which the keys of the document stand does not matter', async () => {
  const document = aDocument();
  const { title, ...rest } = document;
  expect((await take({ ...signed(document), document: { title, ...rest } })).status).toBe(201);
});

describe('refused, and nothing is posted:', () => {
  afterEach(async () => expect(await entries()).toEqual([]));

  test('signed with another key', () => expectRefused(signed(aDocument(), OTHER_KEYS.privateKey), 'signature'));

  test.each([
    ['units', { units: 3 * UNITS_PER_CREDIT }],
    ['the date', { date: '2026-05-08' }],
    ['the title', { title: '国画班' }],
    ['the id', { id: 'B-1' }],
  ])('%s changed after signing', async (_, change) => {
    const { document, signature } = signed(aDocument());
    await expectRefused({ document: { ...document, ...change }, signature }, 'signature');
  });

  test('the 学员号 of another person', async () => {
    const other = await aPerson(world, { region: city.communities[0]! });
    await expectRefused(signed(aDocument({ to: await aLoginNumber(other) })), 'document.to');
  });

  test('a platform that is not registered', () => expectRefused(signed(aDocument({ issuer: 'nobody' })), 'document.issuer'));

  test.each([
    ['a closed year', { date: '2025-05-09' }, 'year_closed'],
    ['a day to come', { date: '2026-05-11' }, 'invalid_input'],
    ['a day before 2000', { date: '1999-12-31' }, 'invalid_input'],
    ['no units', { units: 0 }, 'invalid_input'],
    ['a fraction of a unit', { units: 1.5 }, 'invalid_input'],
    ['more than 200 学分', { units: 200 * UNITS_PER_CREDIT + 1 }, 'invalid_input'],
    ['a title with a phone number', { title: '书法班 13900000001' }, 'invalid_input'],
    ['another kind of document', { kind: 'xuexi-credit-root/1' }, 'invalid_input'],
    ['a field too many', { note: '' }, 'invalid_input'],
  ] as const)('%s', async (_, change, code) => {
    expectProblem(await take(signed(aDocument(change))), code);
  });

  test('staff of another region, and whoever has not confirmed', async () => {
    const elsewhere = await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[1]!));
    expectProblem(await take(signed(aDocument()), elsewhere), 'not_found');
    expectProblem(await take(signed(aDocument()), await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!)), 'confirmation_needed');
  });
});

test('nobody takes over credits of their own', async () => {
  expectProblem(await take(signed(aDocument({ to: await aLoginNumber(staff) })), staff, staff), 'own_credits');
  expect(await entries(staff)).toEqual([]);
});

describe('an id of an issuer', () => {
  test('is used once however often it is sent', async () => {
    const body = signed(aDocument());
    const first = await take(body);
    expect((await take(body)).body).toEqual({ ...first.body, repeated: true });
    expect(await entries()).toHaveLength(1);
    expect(await world.db.manager.countBy(AuditEntry, { action: 'credit.transfer', subjectId: learner.personId })).toBe(1);
  });

  test('is used once by ten requests at once', async () => {
    const body = signed(aDocument());
    const answers = await Promise.all(Array.from({ length: 10 }, () => take(body)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(answers.filter((answer) => !answer.body.repeated)).toHaveLength(1);
    expect(await entries()).toHaveLength(1);
  });

  test('is refused and alarmed with other content', async () => {
    const document = aDocument();
    await take(signed(document));
    const other = await aPerson(world, { region: city.communities[0]! });
    await expectRefused(signed({ ...document, units: 3 * UNITS_PER_CREDIT }), 'document.id');
    await expectRefused(signed({ ...document, to: await aLoginNumber(other) }), 'document.id', other);
    expect(await entries()).toHaveLength(1);
    expect(await entries(other)).toEqual([]);
    const subjectId = entryKey.transfer('other-city', document.id);
    expect(await world.db.manager.findBy(Alarm, { subjectId })).toMatchObject([{ kind: 'contradicting_entry', times: 2, details: { personId: learner.personId, refusedKind: 'transfer' } }]);
  });

  test('goes to one of two learners when both are sent at once', async () => {
    const other = await aPerson(world, { region: city.communities[0]! });
    const document = aDocument();
    const theirs = { ...document, to: await aLoginNumber(other) };
    const answers = await Promise.all([take(signed(document)), take(signed(theirs), staff, other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect([...(await entries()), ...(await entries(other))]).toHaveLength(1);
  });
});

describe('issuers', () => {
  test('are registered once', async () => {
    expect((await register('registered-once')).body).toMatchObject({ id: 'registered-once', endedAt: null });
    const again = await register('registered-once', { publicKey: pemOf(OTHER_KEYS.publicKey) });
    expectProblem(again, 'invalid_input');
    expect(again.body).toMatchObject({ fields: [{ field: 'id' }] });
    const { body } = await platform.agent.get<{ items: IssuerDto[] }>('/api/transfer-issuers');
    expect(body.items.find(({ id }) => id === 'registered-once')!.publicKey.trim()).toBe(PUBLIC_KEY.trim());
  });

  test.each([
    ['an id in capitals', { id: 'Other' }],
    ['a key of another kind', { publicKey: pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey) }],
    ['a private key', { publicKey: KEYS.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() }],
    ['no key', { publicKey: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----' }],
  ])('are refused with %s', async (_, change) => {
    expectProblem(await register('unfit', change), 'invalid_input');
  });

  test('that have ended give nothing more, and what was taken over stays', async () => {
    await register('ended');
    const before = signed(aDocument({ issuer: 'ended' }));
    await take(before);
    expect((await platform.agent.post<IssuerDto>('/api/transfer-issuers/ended/ending')).body.endedAt).not.toBeNull();
    await platform.agent.post('/api/transfer-issuers/ended/ending');
    await expectRefused(signed(aDocument({ issuer: 'ended' })), 'document.issuer');
    expect((await take(before)).body.repeated).toBe(true);
    expect(await entries()).toHaveLength(1);
    expect(await world.db.manager.countBy(AuditEntry, { action: 'issuer.end' })).toBe(1);
    expectProblem(await platform.agent.post('/api/transfer-issuers/nobody/ending'), 'not_found');
  });
});
