import { shanghaiDate, syntheticIdNumber } from '@xuexi/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MeDto } from '../../src/identity/identity.dto.js';
import { Person } from '../../src/identity/person.entity.js';
import { RealNameService } from '../../src/identity/real-name.service.js';
import { RealNameClaim } from '../../src/identity/real-name/real-name-claim.entity.js';
import type { ApprovalsResultDto, ClaimRequestDto, RealNameClaimDto, RealNameClaimPageDto } from '../../src/identity/real-name/real-name.dto.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { agreed } from '../factories/consents.js';
import { holds } from '../factories/ledger.js';
import { type Someone, aClaim, aColleague, aPerson, confirmed, newIdNumber, signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let admin: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  admin = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!);
});
afterAll(() => world.close());

const someone = (region = city.communities[0]!) => aPerson(world, { region, verifiedAt: null });
const rowOf = ({ personId }: Someone) => world.db.manager.findOneByOrFail(Person, { id: personId });
const approve = (id: string, by = admin.agent) => by.post<RealNameClaimDto>(`/api/real-name-claims/${id}/approval`);

async function queued(claimId: string, by = admin): Promise<RealNameClaimDto | undefined> {
  const page = await by.agent.get<RealNameClaimPageDto>('/api/real-name-claims?limit=100');
  return page.body.items.find((claim) => claim.id === claimId);
}

describe('staff', () => {
  test('send a claim back with a reason that the learner reads, and the learner tries again', async () => {
    const person = await someone();
    const id = await aClaim(world, person.personId);
    expectProblem(await admin.agent.post(`/api/real-name-claims/${id}/rejection`, { reason: 'other' }), 'invalid_input');
    await admin.agent.post(`/api/real-name-claims/${id}/rejection`, { reason: 'mismatch', note: '名字少了一个字' });
    const { person: me } = (await person.agent.get<MeDto>('/api/me')).body;
    expect(me).toMatchObject({ verification: 'rejected', claim: { state: 'rejected', nameMasked: null, numberMasked: null, rejection: { reason: 'mismatch', note: '名字少了一个字' } } });
    expectProblem(await approve(id), 'claim_decided');
    await agreed(person);
    const again = await person.agent.post<MeDto>('/api/me/real-name', { name: '李春梅', idNumber: newIdNumber() });
    expect(again.body.person).toMatchObject({ verification: 'pending' });
    const acts = await world.db.manager.find(AuditEntry, { where: { subjectId: person.personId }, order: { sequence: 'ASC' } });
    expect(acts.map((act) => act.action)).toEqual(['real_name.reject', 'consent.give']);
  });

  test('see who holds the number already only within their regions, and cannot approve it', async () => {
    const [near, far] = [await aPerson(world, { region: city.communities[1]! }), await aPerson(world, { region: city.communities[7]! })];
    const [onNear, onFar] = [await aClaim(world, (await someone()).personId, near), await aClaim(world, (await someone()).personId, far)];
    expect((await queued(onNear))?.conflict).toEqual({ person: { id: near.personId, nameMasked: '王*', region: expect.objectContaining({ id: near.region.id }) } });
    expect((await queued(onFar))?.conflict).toEqual({ person: null });
    for (const id of [onNear, onFar]) {
      expectProblem(await approve(id), 'identity_held');
      expect(await queued(id)).toMatchObject({ state: 'pending' });
    }
  });

  test('approve many at once, and are told which could not be', async () => {
    const holder = await aPerson(world, { region: city.communities[0]! });
    const good = await Promise.all(Array.from({ length: 3 }, async () => aClaim(world, (await someone()).personId)));
    const held = await aClaim(world, (await someone()).personId, holder);
    const foreign = await aClaim(world, (await someone(city.communities[7])).personId);
    const { body } = await admin.agent.post<ApprovalsResultDto>('/api/real-name-claims/approvals', { ids: [...good, held, foreign, good[0]] });
    expect(body.approved.toSorted()).toEqual(good.toSorted());
    expect(body.refused.map(({ id, code }) => [id, code])).toEqual([[held, 'identity_held'], [foreign, 'not_found']]);
    expectProblem(await admin.agent.post('/api/real-name-claims/approvals', { ids: Array.from({ length: 51 }, () => held) }), 'invalid_input');
  });

  test('do not decide on themselves', async () => {
    const own = await aPerson(world, { region: city.communities[0]!, verifiedAt: null, grants: [{ role: 'clerk', region: city.streets[0]! }] });
    expectProblem(await approve(await aClaim(world, own.personId), own.agent), 'own_claim');
  });

  test('page through the queue without losing or repeating any', async () => {
    const clerk = await aColleague(world, 'clerk', city.communities[5]!, city.streets[2]!);
    const made = [];
    for (let i = 0; i < 5; i++) made.push(await aClaim(world, (await someone(city.communities[5])).personId));
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: RealNameClaimPageDto } = await clerk.agent.get<RealNameClaimPageDto>(`/api/real-name-claims?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map((claim) => claim.id));
      expect(body.pending).toBe(5);
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(made);
  });
});

describe('one natural person', () => {
  test('is verified once, of 64 claims that two processes approve at the same moment', async () => {
    const idNumber = newIdNumber();
    const other = await world.startAnotherApi();
    const agents = [admin.agent, await signedIn(world, admin.accountId, other)];
    const persons = await Promise.all(Array.from({ length: 64 }, () => someone()));
    const claims = await Promise.all(persons.map(({ personId }) => aClaim(world, personId, { idNumber })));
    const answers = await Promise.all(claims.map((id, i) => approve(id, agents[i % 2])));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    for (const answer of answers.filter((one) => one.status !== 200)) expectProblem(answer, 'identity_held');
    const rows = await Promise.all(persons.map(rowOf));
    expect(rows.filter((row) => row.verification === 'verified')).toHaveLength(1);
    expect(rows.filter((row) => row.idNumberIndex !== null || row.nameCipher !== null)).toHaveLength(1);
  });

  test('is verified once, of one claim that is approved, rejected and withdrawn at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const person = await someone();
      const id = await aClaim(world, person.personId);
      await Promise.all([approve(id), admin.agent.post(`/api/real-name-claims/${id}/rejection`, { reason: 'at_desk' }), person.agent.delete('/api/me/real-name')]);
      const claim = await world.db.manager.findOneByOrFail(RealNameClaim, { id });
      expect(claim).toMatchObject({ pendingPersonId: null, nameCipher: null, numberCipher: null, numberIndex: null });
      expect((await rowOf(person)).verification).toBe({ verified: 'verified', rejected: 'rejected', withdrawn: 'unverified', pending: '', merged: '' }[claim.state]);
    }
  });
});

describe('the holder of a document', () => {
  test('is asked about a second account, and says that it is somebody else', async () => {
    const holder = await aPerson(world, { region: city.communities[1]! });
    const newcomer = await someone();
    const id = await aClaim(world, newcomer.personId, holder);
    const asked = await holder.agent.get<{ items: ClaimRequestDto[] }>('/api/me/claim-requests');
    expect(asked.body.items).toEqual([{ id, displayNameMasked: '王*', region: newcomer.region.name, submittedAt: expect.any(String) }]);
    const stranger = await aPerson(world, { region: city.communities[1]! });
    expectProblem(await stranger.agent.post(`/api/me/claim-requests/${id}/refusal`), 'not_found');
    expectProblem(await holder.agent.post(`/api/me/claim-requests/${id}/confirmation`), 'confirmation_needed');
    expect((await holder.agent.post(`/api/me/claim-requests/${id}/refusal`)).status).toBe(204);
    const { body } = await newcomer.agent.get<MeDto>('/api/me');
    expect(body.person.claim?.rejection).toEqual({ reason: 'at_desk', text: '请带证件到社区学习中心办理', note: null });
    expect((await holder.agent.get<{ items: ClaimRequestDto[] }>('/api/me/claim-requests')).body.items).toEqual([]);
  });
});

describe('who says that a second account is their own', () => {
  test('has one account more and is one person', async () => {
    const holder = await confirmed(world, await aPerson(world, { region: city.communities[1]! }));
    const newcomer = await someone();
    await holds(world, newcomer.personId, 108_000, '2026-03-02');
    const id = await aClaim(world, newcomer.personId, holder);
    expect((await holder.agent.post(`/api/me/claim-requests/${id}/confirmation`)).status).toBe(204);
    expect(await rowOf(newcomer)).toMatchObject({ state: 'merged', mergedInto: holder.personId, nameCipher: null, idNumberIndex: null });
    expect((await newcomer.agent.get<MeDto>('/api/me')).body.person).toMatchObject({ id: holder.personId, verification: 'verified' });
    expect((await holder.agent.get<{ units: number }>('/api/my/credits')).body.units).toBe(108_000);
    expect(await world.db.manager.findOneBy(RealNameClaim, { id })).toMatchObject({ state: 'merged', nameCipher: null, numberIndex: null });
    expectProblem(await holder.agent.post(`/api/me/claim-requests/${id}/confirmation`), 'not_found');
  });
});

describe('under 14', () => {
  const today = () => shanghaiDate(world.clock.now());
  const birth = (years: number) => `${Number(today().slice(0, 4)) - years}${today().slice(4)}`;
  const submit = (person: Someone, idNumber: string) => person.agent.post<MeDto>('/api/me/real-name', { name: '李春梅', idNumber });
  const GUARDIAN = { guardianName: '王秀英', guardianPhone: '139 0000 1234', relation: 'mother', documentNote: '户口簿' };

  test('nothing happens before a guardian agrees, and nothing stays when they withdraw', async () => {
    const child = await agreed(await someone());
    const idNumber = syntheticIdNumber('360203', birth(13), 412);
    expectProblem(await submit(child, idNumber), 'guardian_consent_needed');
    expect(await world.db.manager.countBy(RealNameClaim, { personId: child.personId })).toBe(0);
    const path = `/api/learners/${child.personId}/guardian-consent`;
    expectProblem(await admin.agent.post(path, { ...GUARDIAN, guardianName: '' }), 'invalid_input');
    expect((await admin.agent.post(path, GUARDIAN)).body).toMatchObject({ consent: { guardianNameMasked: '王*', guardianPhoneMasked: '139****1234', relation: 'mother' } });
    await submit(child, idNumber);
    const [{ id } = { id: '' }] = await world.db.manager.findBy(RealNameClaim, { personId: child.personId });
    expect(await queued(id)).toMatchObject({ age: 13, guardianConsent: 'given' });
    expect((await approve(id)).status).toBe(200);
    expect((await admin.agent.delete(path)).body).toEqual({ consent: null });
    expect(await rowOf(child)).toMatchObject({ verification: 'unverified', nameCipher: null, idNumberIndex: null, birthYear: null, registeredOn: today(), unverifiedAt: world.clock.date() });
  });

  test.each([
    [14, 200],
    [13, 409],
  ])('the age of %i on the Shanghai date answers %i', async (years, status) => {
    expect((await submit(await agreed(await someone()), syntheticIdNumber('360203', birth(years), 500 + years))).status).toBe(status);
  });

  test('who has grown up keeps the real name when the guardian withdraws', async () => {
    const grown = await aPerson(world, { region: city.communities[0]! });
    await admin.agent.post(`/api/learners/${grown.personId}/guardian-consent`, GUARDIAN);
    await admin.agent.delete(`/api/learners/${grown.personId}/guardian-consent`);
    expect(await rowOf(grown)).toMatchObject({ verification: 'verified' });
  });
});

describe('withdrawing the consent', () => {
  test('erases name and number, leaves the ledger, and makes open years provisional until verified again', async () => {
    const person = await confirmed(world, await aPerson(world, { region: city.communities[0]! }));
    await agreed(person);
    await holds(world, person.personId, 216_000, '2026-03-01');
    const units = async () => (await person.agent.get<{ units: number; provisionalUnits: number }>('/api/my/credits')).body;
    const ofRegion = async () => (await admin.agent.get<{ figures: { units: number } }>(`/api/reports/region?regionId=${city.communities[0]!.id}&year=2026`)).text;
    const counted = await ofRegion();
    expect(await units()).toMatchObject({ units: 216_000, provisionalUnits: 0 });
    expect((await person.agent.delete('/api/me/consents/real_name')).status).toBe(200);
    expect(await rowOf(person)).toMatchObject({ nameCipher: null, nameIndex: null, idNumberCipher: null, idNumberIndex: null, sex: null, registeredOn: '2026-03-10' });
    expect(await units()).toMatchObject({ units: 0, provisionalUnits: 216_000 });
    expect(await ofRegion()).not.toBe(counted);
    await agreed(person);
    await approve(await aClaim(world, person.personId, person));
    expect(await units()).toMatchObject({ units: 216_000, provisionalUnits: 0 });
    expect(await ofRegion()).toBe(counted);
  });

  test('of what an account cannot be without is refused', async () => {
    const person = await confirmed(world, await someone());
    expectProblem(await person.agent.delete('/api/me/consents/account'), 'consent_indispensable');
  });
});

describe('at a desk', () => {
  const verifyAtDesk = (personId: string, documentKind: 'passport' | 'resident_id', name: string, idNumber: string) =>
    inTransaction(world.db, (tx) => world.api.app.get(RealNameService).verifyAtDesk(tx, { personId, documentKind, name, idNumber, birthDate: '1980-05-06', by: admin.accountId }));

  test('a passport needs no ID check, and is one person like any other', async () => {
    const [first, second] = [await someone(), await someone()];
    await aClaim(world, first.personId);
    await verifyAtDesk(first.personId, 'passport', 'Anna-Maria O’Neil', 'e1234567');
    const { body } = await first.agent.get<MeDto>('/api/me');
    expect(body.person).toMatchObject({ verification: 'verified', documentKind: 'passport', nameMasked: 'A*', idNumberMasked: 'E****567', age: null, claim: null });
    expect(await world.db.manager.countBy(RealNameClaim, { pendingPersonId: first.personId })).toBe(0);
    await expect(verifyAtDesk(second.personId, 'passport', 'Anna', 'E 123-4567')).rejects.toMatchObject({ code: 'identity_held' });
    await expect(verifyAtDesk(second.personId, 'passport', '<b>', 'E7')).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
