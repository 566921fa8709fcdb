import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MyConsentDto } from '../../src/identity/consents/consents.dto.js';
import type { MeDto } from '../../src/identity/identity.dto.js';
import { Person } from '../../src/identity/person.entity.js';
import { RoleGrant } from '../../src/identity/role-grant.entity.js';
import { Session } from '../../src/identity/session.entity.js';
import type { RegisteredDto } from '../../src/identity/sign-in/sign-in.dto.js';
import { RateLimitRow } from '../../src/platform/limits/rate-limit.entity.js';
import { PASSWORD, aColleague, aGrant, aPerson, newPhone, signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { aCode, aProof, aRegistration } from '../factories/sign-in.js';
import { Agent } from '../support/agent.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set('2026-03-10T09:00:00+08:00');
  // All of these browsers have one address.
  await world.db.manager.clear(RateLimitRow);
});

const DAY = 86_400;

function registration(change: Record<string, unknown> = {}) {
  return aRegistration(world, city.communities[0]!, change);
}

/** A browser that has visited nothing yet. */
function newBrowser(): Agent {
  return new Agent(world.api.app);
}

describe('registering', () => {
  test('signs in and shows the account, its phone masked', async () => {
    const agent = newBrowser();
    const body = await registration({ phone: '+86 139-8888 0001', code: await aCode(world, '13988880001', 'register') });
    const answer = await agent.post<RegisteredDto>('/api/accounts', body);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ displayName: '王阿姨', phoneMasked: '139****0001', roles: [{ role: 'learner', region: null }], person: { verification: 'unverified', nameMasked: null, idNumberMasked: null } });
    expect(answer.body.person.region?.names).toEqual([city.city, city.districts[0], city.streets[0], city.communities[0]].map((region) => region!.name));
    const { existing, ...me } = answer.body;
    expect(existing).toBe(false);
    expect((await agent.get<MeDto>('/api/me')).body).toEqual(me);
  });

  test('takes down the consent to the account, and none to the real name', async () => {
    const agent = newBrowser();
    await agent.post('/api/accounts', await registration());
    const { items } = (await agent.get<{ items: MyConsentDto[] }>('/api/me/consents')).body;
    expect(items.map(({ purpose, given }) => [purpose, given?.channel])).toEqual([
      ['account', 'web'],
      ['real_name', undefined],
    ]);
  });

  test('sets a cookie that no script reads and no other site sends', async () => {
    const answer = await newBrowser().post('/api/accounts', await registration());
    const [cookie, ...others] = answer.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(/^session=[\w-]{43};/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Path=\/;/);
  });

  test('keeps the database free of the token, the phone and the password', async () => {
    const agent = newBrowser();
    const body = await registration();
    await agent.post('/api/accounts', body);
    const secrets = [body.phone, PASSWORD, agent.cookies.get('session')!];
    for (const table of ['account', 'person', 'session']) {
      const text = JSON.stringify(await world.db.query(`SELECT *, ${table === 'account' ? 'HEX(phone_cipher)' : '1'} AS x FROM ${table}`));
      for (const secret of secrets) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(Buffer.from(secret).toString('hex').toUpperCase());
      }
    }
  });

  test('a phone that has an account signs in to it, with the password that it has', async () => {
    const someone = await aPerson(world, { region: city.communities[0]! });
    const body = await registration({ phone: someone.phone, code: await aCode(world, someone.phone, 'register'), password: 'another password 2026' });
    const answer = await newBrowser().post<RegisteredDto>('/api/accounts', body);
    expect(answer.body).toMatchObject({ existing: true, accountId: someone.accountId });
    expect((await newBrowser().post('/api/session', { login: someone.phone, password: PASSWORD })).status).toBe(200);
  });

  test('64 times at the same moment with one phone makes one account and one person', async () => {
    const phone = newPhone();
    const code = await aCode(world, phone, 'register');
    const proofs = await Promise.all(Array.from({ length: 64 }, () => aProof(world)));
    const persons = await world.db.manager.count(Person);
    const answers = await Promise.all(proofs.map((humanCheck) => newBrowser().post('/api/accounts', { phone, code, displayName: '李', regionId: city.communities[0]!.id, humanCheck })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) expect(['wrong_code', 'too_many_attempts']).toContain(answer.body.code);
    expect(await world.db.manager.count(Person)).toBe(persons + 1);
  });

  test('with several codes at once for one phone makes one account too', async () => {
    const phone = newPhone();
    const codes = [await aCode(world, phone, 'register'), await aCode(world, phone, 'register')];
    const bodies = await Promise.all(codes.map(async (code) => ({ phone, code, displayName: '李', regionId: city.communities[0]!.id, humanCheck: await aProof(world) })));
    const answers = await Promise.all(bodies.map((body) => newBrowser().post<RegisteredDto>('/api/accounts', body)));
    const made = answers.filter(({ status }) => status === 201).map(({ body }) => body);
    expect(new Set(made.map(({ accountId }) => accountId)).size).toBe(1);
    expect(made.filter(({ existing }) => !existing)).toHaveLength(1);
  });

  test('takes no password for an account that signs in by code', async () => {
    const body = await registration({ password: undefined });
    expect((await newBrowser().post<RegisteredDto>('/api/accounts', body)).body).toMatchObject({ hasPassword: false });
    expectProblem(await newBrowser().post('/api/session', { login: body.phone, password: PASSWORD }), 'wrong_credentials');
  });

  test('needs a proof of work, and spends it', async () => {
    const humanCheck = await aProof(world);
    expect((await newBrowser().post('/api/accounts', await registration({ humanCheck }))).status).toBe(201);
    expectProblem(await newBrowser().post('/api/accounts', await registration({ humanCheck })), 'human_check_needed');
  });

  test.each([
    ['a number that is no mobile phone', 'phone', { phone: '12345678901' }],
    ['no phone', 'phone', { phone: undefined }],
    ['a short password', 'password', { password: '1234567' }],
    ['an endless password', 'password', { password: 'Aß学'.repeat(22) }],
    ['a password that everyone tries', 'password', { password: 'Woaini1314' }],
    ['a birthday for a password', 'password', { password: '19580521' }],
    ['no code', 'code', { code: undefined }],
    ['no proof of work', 'humanCheck', { humanCheck: undefined }],
    ['a blank name', 'displayName', { displayName: '   ' }],
    ['no id of a region', 'regionId', { regionId: 'nowhere' }],
    ['a region that is not there', 'regionId', { regionId: '00000000-0000-4000-8000-000000000000' }],
  ])('with %s names the field', async (_, field, change) => {
    const answer = await newBrowser().post('/api/accounts', await registration(change));
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields?.map((fault) => fault.field)).toEqual([field]);
    expect(answer.body.fields?.[0]?.message).toMatch(/\p{Script=Han}/u);
  });

  test('is for a community, not for the district around it', async () => {
    const answer = await newBrowser().post('/api/accounts', await registration({ regionId: city.districts[0]!.id }));
    expect(answer.body.fields).toEqual([{ field: 'regionId', message: '请选择所在的社区或村' }]);
  });
});

describe('signing in', () => {
  test('answers a wrong password and an unknown phone the same', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    const wrong = await newBrowser().post('/api/session', { login: phone, password: 'wrong password' });
    const unknown = await newBrowser().post('/api/session', { login: newPhone(), password: PASSWORD });
    expectProblem(wrong, 'wrong_credentials');
    expect({ ...unknown, headers: null }).toEqual({ ...wrong, headers: null });
    expect(wrong.headers.getSetCookie()).toEqual(unknown.headers.getSetCookie());
  });

  test('with phone and password opens the account', async () => {
    const { phone, accountId } = await aPerson(world, { region: city.communities[0]! });
    const agent = newBrowser();
    expect((await agent.post<MeDto>('/api/session', { login: phone, password: PASSWORD })).body.accountId).toBe(accountId);
    expect((await agent.get<MeDto>('/api/me')).body.accountId).toBe(accountId);
  });

  test('gives a new session and ends the one that was presented', async () => {
    const { phone, agent } = await aPerson(world, { region: city.communities[0]! });
    const before = agent.cookies.get('session')!;
    await agent.post('/api/session', { login: phone, password: PASSWORD });
    expect(agent.cookies.get('session')).not.toBe(before);
    const stolen = newBrowser();
    stolen.cookies.set('session', before);
    expectProblem(await stolen.get('/api/me'), 'not_signed_in');
  });

  test('never adopts a session that someone else has chosen', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    const planted = 'A'.repeat(43);
    const victim = newBrowser();
    victim.cookies.set('session', planted);
    await victim.post('/api/session', { login: phone, password: PASSWORD });
    expect(victim.cookies.get('session')).not.toBe(planted);
    const attacker = newBrowser();
    attacker.cookies.set('session', planted);
    expectProblem(await attacker.get('/api/me'), 'not_signed_in');
  });
});

describe('a session', () => {
  test('that was ended is refused at once, on every api process', async () => {
    const { agent } = await aPerson(world, { region: city.communities[0]! });
    const stolen = newBrowser();
    stolen.cookies.set('session', agent.cookies.get('session')!);
    expect((await agent.delete('/api/session')).status).toBe(204);
    expect(agent.cookies.size).toBe(0);
    expectProblem(await agent.get('/api/me'), 'not_signed_in');
    expectProblem(await stolen.get('/api/me'), 'not_signed_in');
  });

  test('goes on while it is used, and ends 30 days after the last use', async () => {
    const { agent } = await aPerson(world, { region: city.communities[0]! });
    world.clock.advance(29 * DAY);
    expect((await agent.get('/api/me')).status).toBe(200);
    world.clock.advance(29 * DAY);
    expect((await agent.get('/api/me')).status).toBe(200);
    world.clock.advance(30 * DAY);
    expectProblem(await agent.get('/api/me'), 'not_signed_in');
  });

  test('ends 90 days after signing in however much it is used', async () => {
    const { agent } = await aPerson(world, { region: city.communities[0]! });
    for (const days of [29, 29, 29, 3 - 1 / DAY]) {
      world.clock.advance(days * DAY);
      expect((await agent.get('/api/me')).status).toBe(200);
    }
    world.clock.advance(1);
    expectProblem(await agent.get('/api/me'), 'not_signed_in');
  });

  test('notes its use at most once an hour', async () => {
    const { agent, accountId } = await aPerson(world, { region: city.communities[0]! });
    const lastSeen = async () => (await world.db.manager.findOneByOrFail(Session, { accountId })).lastSeenAt.toISOString();
    const begun = await lastSeen();
    world.clock.advance(3599);
    await agent.get('/api/me');
    expect(await lastSeen()).toBe(begun);
    world.clock.advance(2);
    await agent.get('/api/me');
    expect(await lastSeen()).toBe(world.clock.date().toISOString());
  });

  test.each([
    ['nothing', ''],
    ['a letter', 'x'],
    ['a broken escape', '%'],
    ['a zero byte', '%00'],
    ['4000 letters', 'A'.repeat(4000)],
    ['other letters', '学习'],
  ])('named by %s is none', async (_, token) => {
    const answer = await newBrowser().send({ method: 'GET', path: '/api/me', headers: { cookie: `session=${encodeURI(token)}` } });
    expectProblem(answer, 'not_signed_in');
  });
});

describe('a role', () => {
  test('counts from the next request on, and no longer after it is taken away', async () => {
    const { agent, accountId } = await aPerson(world, { region: city.communities[0]! });
    expectProblem(await agent.get('/api/reports/region'), 'not_permitted');
    const grantId = await aGrant(world, accountId, 'region_admin', city.streets[0]!);
    expect((await agent.get('/api/reports/region')).status).toBe(200);
    await world.db.manager.update(RoleGrant, { id: grantId }, { validTo: world.clock.date() });
    expectProblem(await agent.get('/api/reports/region'), 'not_permitted');
    expect((await agent.get<MeDto>('/api/me')).body.roles).toEqual([{ role: 'learner', region: null }]);
  });

  test('does not count before its time', async () => {
    const { agent, accountId } = await aPerson(world, { region: city.communities[0]! });
    const grantId = await aGrant(world, accountId, 'region_admin', city.streets[0]!);
    await world.db.manager.update(RoleGrant, { id: grantId }, { validFrom: new Date(world.clock.now() + 1000) });
    expectProblem(await agent.get('/api/reports/region'), 'not_permitted');
    world.clock.advance(1);
    expect((await agent.get('/api/reports/region')).status).toBe(200);
  });

  test('is shown with its region and everything it allows', async () => {
    const admin = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!);
    const { body } = await admin.agent.get<MeDto>('/api/me');
    expect(body.roles).toEqual([
      { role: 'learner', region: null },
      { role: 'region_admin', region: expect.objectContaining({ id: city.streets[0]!.id, names: [city.city, city.districts[0], city.streets[0]].map((region) => region!.name) }) },
    ]);
    expect(body.permissions).toContain('reports.read');
    expect(new Set(body.permissions).size).toBe(body.permissions.length);
  });

  test('is the same in every browser of the account', async () => {
    const admin = await aColleague(world, 'platform_admin', city.communities[0]!, null);
    expect((await (await signedIn(world, admin.accountId)).get('/api/closings')).status).toBe(200);
  });
});
