import { syntheticIdNumber } from '@xuexi/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeskRegisteredDto, DeskSlipDto, LearnerDetailDto, MergeOutcomeDto } from '../../src/identity/desk/desk.dto.js';
import type { ListedLearnerDto } from '../../src/identity/learners/learners.dto.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { Person } from '../../src/identity/person.entity.js';
import { holds } from '../factories/ledger.js';
import { type Someone, aColleague, aGrant, aPerson, confirmed, newPhone, signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let clerk: Someone;
let admin: Someone;
let sequence = 0;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  clerk = await aColleague(world, 'clerk', city.communities[0]!, city.streets[0]!);
  admin = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!);
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set('2026-03-10T09:00:00+08:00');
  await confirmed(world, clerk);
  await confirmed(world, admin);
});

const aNumber = (birthDate = '1950-02-03') => syntheticIdNumber('360203', birthDate, ++sequence);
const REASON = '本人到窗口办理';

function registration(more: object = {}) {
  return { documentKind: 'resident_id', name: '欧阳修竹', idNumber: aNumber(), regionId: city.communities[1]!.id, consentSigned: true, ...more };
}

const register = (more?: object, by: Someone = clerk) => by.agent.post<DeskRegisteredDto>('/api/desk/registrations', registration(more));
const detail = async (personId: string, by: Someone = clerk) => (await by.agent.get<LearnerDetailDto>(`/api/learners/${personId}`)).body;
const learner = (community = 1) => aPerson(world, { region: city.communities[community]! });

async function signsIn(login: string, password: string): Promise<number> {
  return (await world.api.guest.post('/api/session', { method: 'password', login, password })).status;
}

describe('registering a resident', () => {
  test('without a phone gives a 学员号 and a temporary password, and verifies at once', async () => {
    const { status, body } = await register();
    expect(status).toBe(201);
    expect(body).toMatchObject({ outcome: 'registered', slip: { loginNumber: expect.stringMatching(/^[1-9]\d{7}$/), temporaryPassword: expect.stringMatching(/^[a-z2-9]{10}$/), phoneMasked: null } });
    expect(await detail(body.personId)).toMatchObject({
      nameMasked: '欧*',
      verification: 'verified',
      registeredOn: '2026-03-10',
      state: 'active',
      region: { id: city.communities[1]!.id },
      residences: [{ until: null }],
      accounts: [{ phoneMasked: null, loginNumber: body.slip!.loginNumber, passwordTemporary: true, staff: false }],
      consents: [{ purpose: 'real_name', channel: 'desk', until: null }],
      credits: { year: 2026, units: 0 },
    });
    expect(await world.db.manager.countBy(AuditEntry, { action: 'desk.register', subjectId: body.personId })).toBe(1);
    expect(await world.db.query("SELECT 1 FROM account WHERE display_name LIKE '%欧阳%'")).toEqual([]);
  });

  test('two desks at once make one person, the second finds the first’s', async () => {
    const same = registration();
    const answers = await Promise.all(Array.from({ length: 8 }, () => clerk.agent.post<DeskRegisteredDto>('/api/desk/registrations', same)));
    expect(answers.map((answer) => answer.body.outcome).sort()).toEqual([...Array.from({ length: 7 }, () => 'known'), 'registered']);
    expect(new Set(answers.map((answer) => answer.body.personId)).size).toBe(1);
  });

  test('of whom another region knows is refused without a word about them', async () => {
    const elsewhere = await learner(6);
    const answer = await register({ idNumber: elsewhere.idNumber });
    expectProblem(answer, 'document_held');
    expect(answer.text).not.toContain(elsewhere.personId);
    expect(await world.db.manager.findOneByOrFail(AuditEntry, { action: 'desk.register_refused' })).toMatchObject({ accountId: clerk.accountId, subjectId: elsewhere.personId, regionPath: null });
  });

  test('of a child needs the guardian', async () => {
    const idNumber = aNumber('2016-05-01');
    expectProblem(await register({ idNumber }), 'guardian_consent_needed');
    const guardian = { guardianName: '王秀英', relation: 'mother', documentNote: '户口簿' };
    expect((await register({ idNumber, guardian })).body.outcome).toBe('registered');
  });

  test('of a child with a passport needs the guardian, too, until whose word is taken back', async () => {
    const child = { documentKind: 'passport', name: 'Tom Lee', idNumber: 'E7654321', birthDate: '2016-05-01' };
    expectProblem(await register(child), 'guardian_consent_needed');
    const guardian = { guardianName: '王秀英', relation: 'mother', documentNote: '户口簿' };
    const { body } = await register({ ...child, guardian });
    expect(await world.db.manager.findOneByOrFail(Person, { id: body.personId })).toMatchObject({ birthYear: 2016, verification: 'verified' });
    await clerk.agent.delete(`/api/learners/${body.personId}/guardian-consent`);
    expect(await world.db.manager.findOneByOrFail(Person, { id: body.personId })).toMatchObject({ birthYear: null, verification: 'unverified' });
  });

  test.each([
    ['a passport without the birth date', { documentKind: 'passport', name: 'Anna Lee', idNumber: 'E1230000' }, 'birthDate'],
    ['a birth date to come', { documentKind: 'passport', name: 'Anna Lee', idNumber: 'E1230000', birthDate: '2030-01-01' }, 'birthDate'],
    ['a birth date beside a number that tells it', { birthDate: '1950-02-03' }, 'birthDate'],
    ['a wrong number', { idNumber: '360203195002030011' }, 'idNumber'],
    ['a name that is none', { name: 'x' }, 'name'],
    ['no paper', { consentSigned: false }, 'consentSigned'],
  ])('is refused with %s', async (_, more, field) => {
    const answer = await register(more);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`"${field}"`);
  });

  test('with a phone of somebody else is refused, and leaves nothing', async () => {
    const other = await learner();
    const before = await world.db.manager.count(Person);
    expectProblem(await register({ phone: other.phone }), 'phone_taken');
    expect(await world.db.manager.count(Person)).toBe(before);
  });

  test('in a region that has others under it is refused', async () => {
    expect(await register({ regionId: city.streets[0]!.id })).toMatchObject({ status: 400, body: { fields: [{ field: 'regionId' }] } });
  });

  test('outside of one’s regions is as if there were no such region', async () => {
    expectProblem(await register({ regionId: city.communities[5]!.id }), 'not_found');
  });
});

describe('finding a resident', () => {
  const found = async (number: string) => (await clerk.agent.post<{ items: ListedLearnerDto[] }>('/api/learners/search', { number })).body.items.map((item) => item.personId);

  test('by document, 学员号, phone, name and passport', async () => {
    const someone = await register({ phone: newPhone(), name: '慕容云海' });
    const { personId, slip } = someone.body;
    expect(await found(slip!.loginNumber)).toEqual([personId]);
    expect(await found('慕容云海')).toEqual([personId]);
    const guest = await register({ documentKind: 'passport', name: 'Anna Lee', idNumber: 'E1234567', birthDate: '1980-05-06' });
    expect(await found('e 1234567')).toEqual([guest.body.personId]);
    expect(await found((await learner(6)).phone)).toEqual([]);
  });
});

describe('recovering a login', () => {
  const recover = (personId: string, more: object = {}) => clerk.agent.post<DeskSlipDto>(`/api/learners/${personId}/recovery`, { documentSeen: true, reason: REASON, ...more });

  test('gives a new password, ends every session, turns the second factor off', async () => {
    const someone = await learner();
    await world.db.query('UPDATE account SET totp_confirmed_at = NOW(3) WHERE id = ?', [someone.accountId]);
    const { body } = await recover(someone.personId);
    expect((await someone.agent.get('/api/me')).status).toBe(401);
    expect((await detail(someone.personId)).accounts).toMatchObject([{ secondFactor: false, passwordTemporary: true, loginNumber: body.loginNumber }]);
    expect(body.temporaryPassword).toHaveLength(10);
  });

  test('is refused outside of the regions, for staff, unseen, and without confirmation', async () => {
    expectProblem(await recover((await learner(6)).personId), 'not_found');
    expectProblem(await recover(admin.personId), 'staff_account');
    const soon = await learner();
    const grant = await aGrant(world, soon.accountId, 'region_admin', city.streets[0]!);
    await world.db.query("UPDATE role_grant SET valid_from = '2026-04-01 00:00:00' WHERE id = ?", [grant]);
    expectProblem(await recover(soon.personId), 'staff_account');
    const someone = await learner();
    expect((await recover(someone.personId, { documentSeen: false })).status).toBe(400);
    world.clock.advance(11 * 60);
    expectProblem(await recover(someone.personId), 'confirmation_needed');
    expect((await someone.agent.get('/api/me')).status).toBe(200);
  });
});

describe('changing a phone', () => {
  const change = (personId: string, phone: string | null) => clerk.agent.post<DeskSlipDto>(`/api/learners/${personId}/phone`, { phone, documentSeen: true, reason: REASON });

  test('sets it and ends the sessions; the number of another is refused', async () => {
    const [someone, other] = [await learner(), await learner()];
    const phone = newPhone();
    expect((await change(someone.personId, phone)).body).toMatchObject({ phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}`, temporaryPassword: null });
    expect((await someone.agent.get('/api/me')).status).toBe(401);
    const taken = await change(someone.personId, other.phone);
    expectProblem(taken, 'phone_taken');
    expect(taken.text).toContain('学员号');
  });

  test('does not take it from another login that is of staff, now or from a day to come', async () => {
    const [someone, staff] = [await learner(), await learner()];
    await world.db.query('UPDATE account SET person_id = ?, phone_cipher = NULL WHERE id = ?', [someone.personId, staff.accountId]);
    const grant = await aGrant(world, staff.accountId, 'reviewer', city.streets[0]!);
    await world.db.query('UPDATE role_grant SET valid_from = ? WHERE id = ?', [new Date('2026-04-01T00:00:00+08:00'), grant]);
    const both = (await detail(someone.personId)).accounts.map(({ id, staff: isStaff }) => [id, isStaff]);
    expect(both).toEqual(expect.arrayContaining([[someone.accountId, false], [staff.accountId, true]]));
    const own = { accountId: someone.accountId, phone: staff.phone, documentSeen: true, reason: REASON };
    expectProblem(await clerk.agent.post(`/api/learners/${someone.personId}/phone`, own), 'staff_account');
    await world.db.query('DELETE FROM role_grant WHERE id = ?', [grant]);
    expect((await clerk.agent.post(`/api/learners/${someone.personId}/phone`, own)).status).toBe(200);
  });

  test('takes it away, and leaves a way in', async () => {
    const someone = await learner();
    await world.db.query('UPDATE account SET password_hash = NULL WHERE id = ?', [someone.accountId]);
    const { body } = await change(someone.personId, null);
    expect(body).toMatchObject({ phoneMasked: null, loginNumber: expect.stringMatching(/^\d{8}$/), temporaryPassword: expect.any(String) });
    expect((await detail(someone.personId)).accounts).toMatchObject([{ phoneMasked: null }]);
  });
});

describe('state, region, organisation', () => {
  const state = (personId: string, body: object) => clerk.agent.post(`/api/learners/${personId}/state`, { on: '2026-03-01', reason: REASON, ...body });

  test('who has died can no longer sign in, and leaves the list', async () => {
    const someone = await learner();
    expect((await state(someone.personId, { state: 'deceased' })).status).toBe(204);
    expect((await someone.agent.get('/api/me')).status).toBe(401);
    expect((await (await signedIn(world, someone.accountId)).get('/api/me')).status).toBe(401);
    const { items } = (await clerk.agent.get<{ items: ListedLearnerDto[] }>('/api/learners?limit=100')).body;
    expect(items.map((item) => item.personId)).not.toContain(someone.personId);
    expect(await detail(someone.personId)).toMatchObject({ state: 'deceased', stateOn: '2026-03-01' });
    expect((await state(someone.personId, { state: 'active' })).status).toBe(204);
    expect((await state(someone.personId, { state: 'moved', on: '2026-03-11' })).status).toBe(400);
    expectProblem(await state((await learner(6)).personId, { state: 'moved' }), 'not_found');
  });

  test('of staff is for those who could end their roles', async () => {
    const colleague = await aColleague(world, 'clerk', city.communities[0]!, city.streets[0]!);
    for (const someone of [admin, colleague]) expectProblem(await state(someone.personId, { state: 'deceased' }), 'staff_account');
    expect((await admin.agent.get('/api/me')).status).toBe(200);
    expect((await admin.agent.post(`/api/learners/${colleague.personId}/state`, { on: '2026-03-01', reason: REASON, state: 'deceased' })).status).toBe(204);
  });

  test('a change of region keeps the history, and lies within the caller’s regions at both ends', async () => {
    const someone = await learner(0);
    const move = (personId: string, community: number) => clerk.agent.post(`/api/learners/${personId}/region`, { regionId: city.communities[community]!.id, reason: REASON });
    expect((await move(someone.personId, 1)).status).toBe(204);
    expect((await detail(someone.personId)).residences[0]).toMatchObject({ region: { id: city.communities[1]!.id }, until: null });
    expectProblem(await move(someone.personId, 6), 'not_found');
    expectProblem(await move((await learner(6)).personId, 1), 'not_found');
  });

  test('an organisation that is none is refused; none at all is one’s right', async () => {
    const someone = await learner();
    expect((await clerk.agent.post(`/api/learners/${someone.personId}/organisation`, { organisationId: someone.personId, reason: REASON })).status).toBe(400);
    expect((await clerk.agent.post(`/api/learners/${someone.personId}/organisation`, { organisationId: null, reason: REASON })).status).toBe(204);
  });
});

describe('merging over http', () => {
  test('shows what it will do, does it, and needs both within the regions', async () => {
    const [kept, absorbed, elsewhere] = [await learner(), await learner(), await learner(6)];
    await holds(world, absorbed.personId, 108_000, '2026-03-01');
    const preview = await admin.agent.get<MergeOutcomeDto>(`/api/learners/${kept.personId}/merge-preview?absorbPersonId=${absorbed.personId}`);
    expect(preview.body).toMatchObject({ carried: 1, years: [{ year: 2026, keptCredits: '0.00', absorbedCredits: '1.00', mergedCredits: '1.00', restated: false }] });
    const order = { absorbPersonId: absorbed.personId, documentSeen: true, reason: REASON };
    expectProblem(await clerk.agent.post(`/api/learners/${kept.personId}/merge`, order), 'not_permitted');
    expectProblem(await admin.agent.post(`/api/learners/${kept.personId}/merge`, { ...order, absorbPersonId: elsewhere.personId }), 'not_found');
    expectProblem(await admin.agent.post(`/api/learners/${elsewhere.personId}/merge`, order), 'not_found');
    const merged = await admin.agent.post<MergeOutcomeDto>(`/api/learners/${kept.personId}/merge`, order);
    expect({ status: merged.status, body: merged.body }).toEqual({ status: 200, body: preview.body });
    expect(await detail(kept.personId)).toMatchObject({ accounts: [{ id: kept.accountId }, { id: absorbed.accountId }], merged: [{ personId: absorbed.personId }], credits: { units: 108_000 } });
    expectProblem(await clerk.agent.get(`/api/learners/${absorbed.personId}`), 'not_found');
  });
});

describe('a record with a role beyond the caller’s', () => {
  test('is merged neither way', async () => {
    const platformAdmin = await aColleague(world, 'platform_admin', city.communities[0]!, null);
    const someone = await learner();
    const merge = (keep: Someone, absorb: Someone) => admin.agent.post(`/api/learners/${keep.personId}/merge`, { absorbPersonId: absorb.personId, documentSeen: true, reason: REASON });
    expectProblem(await merge(someone, platformAdmin), 'staff_account');
    expectProblem(await merge(platformAdmin, someone), 'staff_account');
    expect(await detail(someone.personId)).toMatchObject({ merged: [] });
  });
});

describe('a slip', () => {
  test('signs in by 学员号', async () => {
    const { body } = await register();
    expect(await signsIn(body.slip!.loginNumber, body.slip!.temporaryPassword!)).toBe(200);
  });
});
