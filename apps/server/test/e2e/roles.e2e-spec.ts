import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RoleCandidateDto, RoleGrantDto, RoleGrantPageDto } from '../../src/identity/roles/roles.dto.js';
import { GrantsService } from '../../src/identity/roles/grants.service.js';
import { RoleGrant } from '../../src/identity/role-grant.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { newId } from '../../src/platform/ids.js';
import { LIMITS } from '../../src/platform/limits/limits.js';
import { type Someone, aColleague, aGrant, aPerson, confirmed } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let platformAdmin: Someone;
let districtAdmin: Someone;
let someone: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  platformAdmin = await confirmed(world, await aColleague(world, 'platform_admin', city.communities[0]!, null));
  districtAdmin = await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.districts[0]!));
});
afterAll(() => world.close());
beforeEach(async () => void (someone = await aPerson(world, { region: city.communities[7]! })));

const REASON = '街道来函，任窗口工作人员';
const asked = (changes: object = {}) => ({ accountId: someone.accountId, role: 'clerk', regionId: city.streets[0]!.id, validFrom: '2026-03-10', validTo: null, reason: REASON, ...changes });
const grant = async (by: Someone, changes: object = {}) => by.agent.post<RoleGrantDto>('/api/role-grants', asked(changes));

describe('a role granted', () => {
  test('counts at the next request of a session that was there before, and no longer once it is ended', async () => {
    expectProblem(await someone.agent.get('/api/learners'), 'not_permitted');
    const granted = await grant(districtAdmin);
    expect(granted.status).toBe(201);
    expect(granted.body).toMatchObject({ role: 'clerk', state: 'current', nameMasked: '王*', reason: REASON, mayEnd: true, region: { id: city.streets[0]!.id } });
    expect((await someone.agent.get('/api/learners')).status).toBe(200);
    expect((await districtAdmin.agent.delete(`/api/role-grants/${granted.body.id}`)).status).toBe(204);
    expectProblem(await someone.agent.get('/api/learners'), 'not_permitted');
    expectProblem(await districtAdmin.agent.delete(`/api/role-grants/${granted.body.id}`), 'grant_ended');
    expect(await world.db.manager.findOneBy(RoleGrant, { id: granted.body.id })).toMatchObject({ validTo: world.clock.date(), revokedBy: districtAdmin.accountId });
  });

  test('is recorded with who, why and where, and so is its end', async () => {
    const { id } = (await grant(districtAdmin)).body;
    await platformAdmin.agent.delete(`/api/role-grants/${id}`);
    const entries = await world.db.manager.find(AuditEntry, { where: { subjectId: id }, order: { sequence: 'ASC' } });
    expect(entries).toMatchObject([
      { action: 'role.grant', accountId: districtAdmin.accountId, regionPath: city.streets[0]!.path, reason: REASON, details: { accountId: someone.accountId, role: 'clerk' } },
      { action: 'role.revoke', accountId: platformAdmin.accountId, regionPath: city.streets[0]!.path },
    ]);
  });

  test('holds from the first day to the end of the last, in Asia/Shanghai, also for a job that runs later', async () => {
    const grants = world.api.app.get(GrantsService);
    const scope = () => grants.scopeNow(someone.accountId, 'learners.read');
    expect((await grant(districtAdmin, { validFrom: '2026-03-12', validTo: '2026-03-13' })).body).toMatchObject({ state: 'upcoming', validFrom: '2026-03-11T16:00:00.000Z', validTo: '2026-03-13T16:00:00.000Z' });
    try {
      for (const [at, reached] of [
        ['2026-03-11T23:59:59.999+08:00', []],
        ['2026-03-12T00:00:00+08:00', [city.streets[0]!.path]],
        ['2026-03-13T23:59:59.999+08:00', [city.streets[0]!.path]],
        ['2026-03-14T00:00:00+08:00', []],
      ] as const) {
        world.clock.set(at);
        expect(await scope()).toEqual(reached);
        expect((await someone.agent.get('/api/learners')).status).toBe(reached.length > 0 ? 200 : 403);
      }
    } finally {
      world.clock.set('2026-03-10T09:00:00+08:00');
    }
  });

  test('gives nothing in a job to who has died, moved away or was merged', async () => {
    await grant(districtAdmin);
    await world.db.query("UPDATE person SET state = 'merged' WHERE id = ?", [someone.personId]);
    expect(await world.api.app.get(GrantsService).scopeNow(someone.accountId, 'learners.read')).toEqual([]);
  });

  test('needs a fresh confirmation, given and ended', async () => {
    const unconfirmed = await aColleague(world, 'region_admin', city.communities[0]!, city.districts[0]!);
    expectProblem(await grant(unconfirmed), 'confirmation_needed');
    const { id } = (await grant(districtAdmin)).body;
    expectProblem(await unconfirmed.agent.delete(`/api/role-grants/${id}`), 'confirmation_needed');
  });
});

describe('refused is', () => {
  test.each<[string, () => object, 'not_found' | 'not_permitted']>([
    ['a region beside the caller’s', () => ({ regionId: city.districts[1]!.id }), 'not_found'],
    ['the region above', () => ({ regionId: city.city.id }), 'not_found'],
    ['a region that is not', () => ({ regionId: newId() }), 'not_found'],
    ['the whole installation', () => ({ regionId: null }), 'not_permitted'],
    ['a platform admin', () => ({ role: 'platform_admin', regionId: null }), 'not_permitted'],
  ])('%s, to an admin of a district', async (_, changes, code) => {
    expectProblem(await grant(districtAdmin, changes()), code);
    expect(await world.db.manager.countBy(RoleGrant, { accountId: someone.accountId })).toBe(0);
  });

  test.each<[string, object, string]>([
    ['no reason', { reason: ' ' }, 'reason'],
    ['a first day that is over', { validFrom: '2026-03-09' }, 'validFrom'],
    ['a last day before the first', { validTo: '2026-03-09' }, 'validTo'],
    ['the role of learner', { role: 'learner' }, 'role'],
    ['a platform admin of a region', { role: 'platform_admin' }, 'regionId'],
    ['an account that is not', { accountId: '00000000-0000-4000-8000-000000000000' }, 'accountId'],
  ])('%s', async (_, changes, field) => {
    const answer = await grant(platformAdmin, changes);
    expectProblem(answer, 'invalid_input');
    expect(answer.body).toMatchObject({ fields: [{ field }] });
  });

  test('a role that would outlast the giver’s own, or begin before it', async () => {
    const admin = await aPerson(world, { region: city.communities[0]! });
    const own = await aGrant(world, admin.accountId, 'region_admin', city.districts[0]!);
    // A grant elsewhere without an end lends this one no time.
    await aGrant(world, admin.accountId, 'region_admin', city.districts[1]!);
    await world.db.manager.update(RoleGrant, { id: own }, { validTo: new Date('2026-04-01T00:00:00+08:00') });
    await confirmed(world, admin);
    for (const validTo of [null, '2026-04-01']) {
      const answer = await grant(admin, { validTo });
      expectProblem(answer, 'invalid_input');
      expect(answer.body).toMatchObject({ fields: [{ field: 'validTo' }] });
    }
    expectProblem(await grant(admin, { validFrom: '2026-04-01', validTo: '2026-04-02' }), 'invalid_input');
    expect((await grant(admin, { validTo: '2026-03-31' })).body).toMatchObject({ validFrom: world.clock.date().toISOString(), validTo: '2026-03-31T16:00:00.000Z' });
    expect((await grant(admin, { regionId: city.districts[1]!.id })).status).toBe(201);
  });

  test('a role for oneself, also by another login of the same person', async () => {
    expectProblem(await grant(districtAdmin, { accountId: districtAdmin.accountId }), 'own_role');
    const second = await aPerson(world, { region: city.communities[0]! });
    await world.db.query('UPDATE account SET person_id = ? WHERE id = ?', [districtAdmin.personId, second.accountId]);
    expectProblem(await grant(districtAdmin, { accountId: second.accountId }), 'own_role');
  });

  test('the same role over the same region twice, however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => grant(districtAdmin)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
    expect(await world.db.manager.countBy(RoleGrant, { accountId: someone.accountId })).toBe(1);
  });

  test('to end what lies outside, as what is not, and what one could not give', async () => {
    const outside = await aGrant(world, someone.accountId, 'clerk', city.districts[1]!);
    const absent = await districtAdmin.agent.delete(`/api/role-grants/${newId()}`);
    expect((await districtAdmin.agent.delete(`/api/role-grants/${outside}`)).text).toBe(absent.text);
    expectProblem(absent, 'not_found');
    const above = await aGrant(world, someone.accountId, 'platform_admin', city.streets[0]!);
    expectProblem(await districtAdmin.agent.delete(`/api/role-grants/${above}`), 'not_permitted');
  });
});

describe('the last platform admin', () => {
  test('stays, also when two end each other at once', async () => {
    const other = await confirmed(world, await aColleague(world, 'platform_admin', city.communities[0]!, null));
    const idOf = async ({ accountId }: Someone) => (await world.db.manager.findOneByOrFail(RoleGrant, { accountId, role: 'platform_admin' })).id;
    const [mine, theirs] = [await idOf(platformAdmin), await idOf(other)];
    const answers = await Promise.all([platformAdmin.agent.delete(`/api/role-grants/${theirs}`), other.agent.delete(`/api/role-grants/${mine}`)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    await world.db.manager.update(RoleGrant, { id: mine }, { validTo: null, revokedBy: null });
    await world.db.manager.update(RoleGrant, { id: theirs }, { validTo: world.clock.date() });
    expectProblem(await platformAdmin.agent.delete(`/api/role-grants/${mine}`), 'last_platform_admin');
  });
});

describe('the list of grants', () => {
  const list = async (by: Someone, query = '') => (await by.agent.get<RoleGrantPageDto>(`/api/role-grants?pageSize=100${query}`)).body;

  test('names those within the caller’s regions, the whole installation to platform admins only', async () => {
    const inside = await aGrant(world, someone.accountId, 'clerk', city.streets[1]!);
    const beside = await aGrant(world, someone.accountId, 'clerk', city.streets[2]!);
    const whole = await aGrant(world, someone.accountId, 'reviewer', null);
    const seen = (await list(districtAdmin)).items.map(({ id }) => id);
    expect(seen).toContain(inside);
    expect(seen).not.toContain(beside);
    expect(seen).not.toContain(whole);
    const all = (await list(platformAdmin)).items;
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining([inside, beside, whole]));
    expect(all.find(({ id }) => id === whole)).toMatchObject({ region: null, grantedBy: null, reason: null });
    const besides = (await list(platformAdmin, `&regionId=${city.streets[2]!.id}&role=clerk`)).items;
    expect(besides.map(({ id }) => id)).toEqual([beside]);
    expectProblem(await districtAdmin.agent.get(`/api/role-grants?regionId=${city.city.id}`), 'not_found');
  });

  test('tells current, upcoming and ended apart', async () => {
    const { id: now } = (await grant(districtAdmin, { role: 'instructor' })).body;
    const { id: later } = (await grant(districtAdmin, { role: 'reviewer', validFrom: '2026-04-01' })).body;
    const { id: over } = (await grant(districtAdmin)).body;
    await districtAdmin.agent.delete(`/api/role-grants/${over}`);
    for (const [state, id] of [['current', now], ['upcoming', later], ['ended', over]] as const) {
      const { items } = await list(districtAdmin, `&state=${state}`);
      expect(items.every((item) => item.state === state)).toBe(true);
      expect(items.filter((item) => item.accountId === someone.accountId).map((item) => item.id)).toEqual([id]);
    }
  });
});

describe('whom to grant a role', () => {
  test.each([['the phone number', () => someone.phone], ['the phone number with blanks', () => `+86 ${someone.phone}`]])('is found by %s, masked', async (_, number) => {
    const answer = await districtAdmin.agent.post<RoleCandidateDto>('/api/role-candidates', { number: number() });
    expect(answer.body).toEqual({ accountId: someone.accountId, displayName: '王阿姨', nameMasked: '王*', isCaller: false, region: expect.objectContaining({ id: someone.region.id }) });
  });

  test('is found by the 学员号; oneself is named as oneself', async () => {
    await world.db.query("UPDATE account SET login_number = '26000017' WHERE id = ?", [districtAdmin.accountId]);
    expect((await districtAdmin.agent.post<RoleCandidateDto>('/api/role-candidates', { number: '26000017' })).body).toMatchObject({ accountId: districtAdmin.accountId, isCaller: true });
  });

  test('is looked up sixty times an hour by one admin', async () => {
    const admin = await aColleague(world, 'region_admin', city.communities[0]!, city.districts[0]!);
    const look = () => admin.agent.post('/api/role-candidates', { number: someone.phone });
    for (let i = 0; i < LIMITS.role_candidate_account.max; i++) expect((await look()).status).toBe(200);
    expectProblem(await look(), 'too_many_attempts');
    expect((await districtAdmin.agent.post('/api/role-candidates', { number: someone.phone })).status).toBe(200);
  });

  test('is not found by a part, nor when erased', async () => {
    expectProblem(await districtAdmin.agent.post('/api/role-candidates', { number: '13899999999' }), 'not_found');
    expectProblem(await districtAdmin.agent.post('/api/role-candidates', { number: '王秀英' }), 'invalid_input');
    await world.db.query("UPDATE person SET state = 'erased' WHERE id = ?", [someone.personId]);
    expectProblem(await districtAdmin.agent.post('/api/role-candidates', { number: someone.phone }), 'not_found');
  });
});
