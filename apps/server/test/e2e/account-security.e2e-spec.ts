import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Account } from '../../src/identity/account.entity.js';
import type { MeDto } from '../../src/identity/identity.dto.js';
import type { DeviceDto, RecoveryCodesDto, TotpStartDto } from '../../src/identity/security/security.dto.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { RateLimitRow } from '../../src/platform/limits/rate-limit.entity.js';
import { PASSWORD, type Someone, aColleague, aPerson, newPhone } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { aCode } from '../factories/sign-in.js';
import { Agent } from '../support/agent.js';
import { expectProblem } from '../support/expect-problem.js';
import { startApi } from '../support/test-api.js';
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
  await world.db.manager.clear(RateLimitRow);
});

const HOUR = 3600;
const NEW_PASSWORD = '珠山晚霞 2077';

const resident = () => aPerson(world, { region: city.communities[0]! });
const admin = () => aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!);

/** A browser that has signed in with a password, and nothing more. */
async function signIn({ phone }: { phone: string }, password = PASSWORD, userAgent = 'Mozilla/5.0 (Linux; Android 12; M2101K9C) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/98.0.4758.101 Mobile Safari/537.36'): Promise<Agent> {
  const agent = new Agent(world.api.app);
  const payload = JSON.stringify({ login: phone, password });
  const { status } = await agent.send({ method: 'POST', path: '/api/session', payload, headers: { 'content-type': 'application/json', 'user-agent': userAgent } });
  expect(status).toBe(200);
  return agent;
}

const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.clock.now() });
const me = async (agent: Agent) => (await agent.get<MeDto>('/api/me')).body;

/** Turns the second factor on; ends half a minute later, because no code is taken twice. */
async function withSecondFactor(someone: Someone): Promise<{ agent: Agent; secret: string; recoveryCodes: string[] }> {
  const agent = await signIn(someone);
  const { secret } = (await agent.post<TotpStartDto>('/api/me/totp')).body;
  const { recoveryCodes } = (await agent.post<RecoveryCodesDto>('/api/me/totp/confirmation', { code: codeOf(secret) })).body;
  world.clock.advance(30);
  return { agent, secret, recoveryCodes };
}

/** The session of an agent as somebody has who copied its cookie. */
function thief(agent: Agent): Agent {
  const copy = new Agent(world.api.app);
  copy.cookies = new Map(agent.cookies);
  return copy;
}

describe('changing the password', () => {
  test('takes the old one, ends every other session and gives this one a new token', async () => {
    const someone = await resident();
    const [here, elsewhere] = [await signIn(someone), await signIn(someone)];
    const stolen = thief(here);
    expect((await here.post('/api/me/password', { password: NEW_PASSWORD, oldPassword: PASSWORD })).status).toBe(204);
    expect((await here.get('/api/me')).status).toBe(200);
    for (const agent of [elsewhere, stolen, someone.agent]) expectProblem(await agent.get('/api/me'), 'not_signed_in');
    expectProblem(await new Agent(world.api.app).post('/api/session', { login: someone.phone, password: PASSWORD }), 'wrong_credentials');
    await signIn(someone, NEW_PASSWORD);
    expect(await world.db.manager.countBy(AuditEntry, { action: 'account.change_password', accountId: someone.accountId })).toBe(1);
  });

  test('without the old one takes a confirmation of the last ten minutes', async () => {
    const someone = await resident();
    expectProblem(await someone.agent.post('/api/me/password', { password: NEW_PASSWORD }), 'confirmation_needed');
    const fresh = await signIn(someone);
    world.clock.advance(600.001);
    expectProblem(await fresh.post('/api/me/password', { password: NEW_PASSWORD }), 'confirmation_needed');
    expect((await fresh.post('/api/session/confirmation', { password: PASSWORD })).status).toBe(200);
    world.clock.advance(600);
    expect((await fresh.post('/api/me/password', { password: NEW_PASSWORD })).status).toBe(204);
  });

  test.each([
    ['a wrong old one', { password: NEW_PASSWORD, oldPassword: 'wrong password' }, 'wrong_password'],
    ['one that everyone tries', { password: 'qq123456', oldPassword: PASSWORD }, 'invalid_input'],
    ['one of seven characters', { password: '一二三四五六七', oldPassword: PASSWORD }, 'invalid_input'],
    ['one of seven astral characters', { password: '👩'.repeat(7), oldPassword: PASSWORD }, 'invalid_input'],
  ] as const)('refuses %s', async (_, body, code) => {
    expectProblem(await (await signIn(await resident())).post('/api/me/password', body), code);
  });

  test('refuses the phone itself, however it is dressed', async () => {
    const someone = await resident();
    const agent = await signIn(someone);
    for (const password of [someone.phone, `${someone.phone}a`, `+86${someone.phone}`]) expectProblem(await agent.post('/api/me/password', { password, oldPassword: PASSWORD }), 'invalid_input');
  });

  test('cannot be used to try passwords', async () => {
    const agent = await signIn(await resident());
    for (let i = 0; i < 10; i++) expectProblem(await agent.post('/api/me/password', { password: NEW_PASSWORD, oldPassword: `guess ${i}` }), 'wrong_password');
    expectProblem(await agent.post('/api/session/confirmation', { password: PASSWORD }), 'too_many_attempts');
  });

  test('is all that a password from a desk is good for', async () => {
    const someone = await resident();
    await world.db.manager.update(Account, { id: someone.accountId }, { passwordTemporary: true });
    const agent = await signIn(someone);
    expect(await me(agent)).toMatchObject({ passwordTemporary: true });
    for (const path of ['/api/my/courses', '/api/my/credits', '/api/me/sessions']) expectProblem(await agent.get(path), 'password_change_needed');
    expect((await agent.post('/api/me/password', { password: NEW_PASSWORD })).status).toBe(204);
    expect(await me(agent)).toMatchObject({ passwordTemporary: false });
    expect((await agent.get('/api/my/courses')).status).toBe(200);
  });
});

describe('a confirmation', () => {
  test('gives the session a new token and opens what demands it', async () => {
    const { agent } = await resident();
    expectProblem(await agent.post('/api/me/totp'), 'confirmation_needed');
    const stolen = thief(agent);
    const answer = await agent.post<{ confirmedUntil: string }>('/api/session/confirmation', { password: PASSWORD });
    expect(answer.body).toEqual({ confirmedUntil: new Date(world.clock.now() + 600_000).toISOString() });
    expectProblem(await stolen.get('/api/me'), 'not_signed_in');
    expect((await agent.post('/api/me/totp')).status).toBe(201);
  });

  test.each([
    ['nothing', {}],
    ['two at once', { password: PASSWORD, smsCode: '123456' }],
    ['a code of letters', { totpCode: 'abcdef' }],
  ])('takes no %s', async (_, body) => {
    expectProblem(await (await resident()).agent.post('/api/session/confirmation', body), 'invalid_input');
  });

  test('by wrong codes is none', async () => {
    const { agent } = await resident();
    expectProblem(await agent.post('/api/session/confirmation', { smsCode: '000000' }), 'wrong_code');
    expectProblem(await agent.post('/api/session/confirmation', { totpCode: '000000' }), 'second_factor_off');
    expectProblem(await agent.post('/api/me/totp'), 'confirmation_needed');
  });
});

describe('another phone', () => {
  test('takes a code sent to it', async () => {
    const someone = await resident();
    const agent = await signIn(someone);
    const phone = newPhone();
    expectProblem(await agent.post('/api/me/phone', { phone, code: '000000' }), 'wrong_code');
    expect((await agent.post('/api/me/phone', { phone, code: await aCode(world, phone, 'change_phone') })).status).toBe(204);
    expectProblem(await new Agent(world.api.app).post('/api/session', { login: someone.phone, password: PASSWORD }), 'wrong_credentials');
    expect((await me(await signIn({ phone }))).phoneMasked).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
  });

  test('that has an account is refused to who holds it', async () => {
    const [one, other] = [await resident(), await resident()];
    const agent = await signIn(one);
    expectProblem(await agent.post('/api/me/phone', { phone: other.phone, code: await aCode(world, other.phone, 'change_phone') }), 'phone_taken');
  });
});

describe('devices', () => {
  test('are listed with names that people know, and end one by one or all at once', async () => {
    const someone = await resident();
    const here = await signIn(someone);
    const wechat = await signIn(someone, PASSWORD, 'Mozilla/5.0 (iPhone; CPU iPhone OS 15_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.16(0x18001041) NetType/WIFI Language/zh_CN');
    const { items } = (await here.get<{ items: DeviceDto[] }>('/api/me/sessions')).body;
    expect(items.map(({ name }) => name).toSorted()).toEqual(['Chrome · 安卓手机或平板', '微信 · iPhone 或 iPad', '未知设备'].toSorted());
    expect(items.filter(({ current }) => current)).toEqual([expect.objectContaining({ name: 'Chrome · 安卓手机或平板', address: '127.0.0.1', createdAt: world.clock.date().toISOString() })]);
    expect(JSON.stringify(items)).not.toMatch(/[0-9a-f]{64}/);
    const phone = items.find(({ name }) => name.startsWith('微信'))!;
    expectProblem(await (await resident()).agent.delete(`/api/me/sessions/${phone.id}`), 'not_found');
    expect((await here.delete(`/api/me/sessions/${phone.id}`)).status).toBe(204);
    expectProblem(await wechat.get('/api/me'), 'not_signed_in');
    const another = await signIn(someone);
    expect((await here.delete('/api/me/sessions')).status).toBe(204);
    expectProblem(await another.get('/api/me'), 'not_signed_in');
    expect((await here.get<{ items: DeviceDto[] }>('/api/me/sessions')).body.items).toHaveLength(1);
  });
});

describe('the second factor', () => {
  test('is on once the first code fits, and shows ten recovery codes once', async () => {
    const someone = await resident();
    const agent = await signIn(someone);
    const { secret, uri } = (await agent.post<TotpStartDto>('/api/me/totp')).body;
    expect(uri).toMatch(/^otpauth:\/\/totp\/.+secret=/);
    expect(uri).not.toContain(someone.phone);
    expect((await me(agent)).secondFactor).toEqual({ on: false, needed: false, given: false, recoveryCodesLeft: 0 });
    const wrong = codeOf(secret) === '000000' ? '000001' : '000000';
    expectProblem(await agent.post('/api/me/totp/confirmation', { code: wrong }), 'wrong_code');
    const stolen = thief(agent);
    const { recoveryCodes } = (await agent.post<RecoveryCodesDto>('/api/me/totp/confirmation', { code: codeOf(secret) })).body;
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await me(agent)).secondFactor).toEqual({ on: true, needed: false, given: true, recoveryCodesLeft: 10 });
    expectProblem(await stolen.get('/api/me'), 'not_signed_in');
    const stored = JSON.stringify(await world.db.query('SELECT a.*, HEX(totp_secret_cipher) AS x, r.code_hash FROM account a JOIN recovery_code r ON r.account_id = a.id'));
    for (const told of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replace('-', ''))]) expect(stored).not.toContain(told);
  });

  test('holds up a session until it is given', async () => {
    const someone = await resident();
    const { secret } = await withSecondFactor(someone);
    const agent = await signIn(someone);
    expect((await me(agent)).secondFactor).toMatchObject({ on: true, given: false });
    for (const path of ['/api/my/courses', '/api/me/sessions']) expectProblem(await agent.get(path), 'second_factor_needed');
    expectProblem(await agent.post('/api/session/confirmation', { password: PASSWORD }), 'second_factor_needed');
    expectProblem(await agent.delete('/api/me/totp'), 'second_factor_needed');
    const stolen = thief(agent);
    expect((await agent.post('/api/session/second-factor', { code: codeOf(secret) })).status).toBe(200);
    expect((await agent.get('/api/my/courses')).status).toBe(200);
    expectProblem(await stolen.get('/api/me'), 'not_signed_in');
  });

  test('takes codes of the step before and after, no code twice and none that is older than one taken', async () => {
    const someone = await resident();
    const { secret } = await withSecondFactor(someone);
    world.clock.advance(90);
    const at = (seconds: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.clock.now() + seconds * 1000 });
    const give = async (code: string) => (await signIn(someone)).post('/api/session/second-factor', { code });
    for (const seconds of [-60, 60]) expectProblem(await give(at(seconds)), 'wrong_code');
    const code = at(30);
    expect((await give(code)).status).toBe(200);
    for (const used of [code, at(0), at(-30)]) expectProblem(await give(used), 'wrong_code');
  });

  test('takes one code once of many at the same moment', async () => {
    const someone = await resident();
    const { secret } = await withSecondFactor(someone);
    const agents = [await signIn(someone), await signIn(someone), await signIn(someone)];
    const answers = await Promise.all(agents.map((agent) => agent.post('/api/session/second-factor', { code: codeOf(secret) })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('cannot be guessed at', async () => {
    const someone = await resident();
    const { secret } = await withSecondFactor(someone);
    const agent = await signIn(someone);
    const wrong = codeOf(secret) === '000000' ? '000001' : '000000';
    for (let i = 0; i < 5; i++) expectProblem(await agent.post('/api/session/second-factor', { code: wrong }), 'wrong_code');
    for (let i = 0; i < 2; i++) expectProblem(await agent.post('/api/session/second-factor', { code: codeOf(secret) }), 'too_many_attempts');
    const heardOf = await world.db.manager.findBy(AuditEntry, { action: 'session.refused', subjectId: someone.accountId });
    expect(heardOf.map(({ details }) => details)).toEqual([{ limit: 'second_factor_account' }]);
  });

  test('is replaced by a recovery code, once, however it is typed', async () => {
    const someone = await resident();
    const { recoveryCodes } = await withSecondFactor(someone);
    const agent = await signIn(someone);
    const body = { recoveryCode: ` ${recoveryCodes[0]!.toUpperCase()} ` };
    expect((await agent.post('/api/session/second-factor', body)).status).toBe(200);
    expect((await me(agent)).secondFactor).toMatchObject({ given: true, recoveryCodesLeft: 9 });
    expectProblem(await (await signIn(someone)).post('/api/session/second-factor', body), 'wrong_code');
    expect(await world.db.manager.countBy(AuditEntry, { action: 'account.recovery_code_used', accountId: someone.accountId })).toBe(1);
    const { body: renewed } = await agent.post<RecoveryCodesDto>('/api/me/totp/recovery-codes');
    expect(renewed.recoveryCodes).toHaveLength(10);
    expectProblem(await (await signIn(someone)).post('/api/session/second-factor', { recoveryCode: recoveryCodes[1]! }), 'wrong_code');
  });

  test('can be turned off by learners, and be moved to another phone by everyone', async () => {
    const someone = await resident();
    const { agent, secret } = await withSecondFactor(someone);
    const { secret: newSecret } = (await agent.post<TotpStartDto>('/api/me/totp')).body;
    const other = await signIn(someone);
    expect((await other.post('/api/session/second-factor', { code: codeOf(secret) })).status).toBe(200);
    world.clock.advance(60);
    expect((await agent.post('/api/me/totp/confirmation', { code: codeOf(newSecret) })).status).toBe(200);
    world.clock.advance(60);
    expectProblem(await (await signIn(someone)).post('/api/session/second-factor', { code: codeOf(secret) }), 'wrong_code');
    expect((await agent.delete('/api/me/totp')).status).toBe(204);
    expect((await me(await signIn(someone))).secondFactor).toEqual({ on: false, needed: false, given: false, recoveryCodesLeft: 0 });
  });
});

describe('roles that answer for others', () => {
  test('hold only in a session with a second factor, which a new admin sets up after signing in', async () => {
    const someone = await admin();
    const agent = await signIn(someone);
    expect((await me(agent)).secondFactor).toEqual({ on: false, needed: true, given: false, recoveryCodesLeft: 0 });
    expectProblem(await agent.get('/api/reports/region'), 'second_factor_needed');
    expect((await agent.get('/api/my/courses')).status).toBe(200);
    const { secret } = (await agent.post<TotpStartDto>('/api/me/totp')).body;
    await agent.post('/api/me/totp/confirmation', { code: codeOf(secret) });
    expect((await agent.get('/api/reports/region')).status).toBe(200);
    expectProblem(await agent.delete('/api/me/totp'), 'second_factor_kept');
  });

  test('hold two hours without use and twelve in all', async () => {
    const { agent } = await withSecondFactor(await admin());
    for (let hours = 0; hours < 11; hours++) {
      world.clock.advance(HOUR);
      expect((await agent.get('/api/reports/region')).status).toBe(200);
    }
    world.clock.advance(HOUR - 30);
    expectProblem(await agent.get('/api/me'), 'not_signed_in');
    const idle = (await withSecondFactor(await admin())).agent;
    world.clock.advance(2 * HOUR);
    expectProblem(await idle.get('/api/me'), 'not_signed_in');
  });

  test('given to a learner need a fresh second factor in a session that is older', async () => {
    const someone = await resident();
    const { agent, secret } = await withSecondFactor(someone);
    world.clock.advance(13 * HOUR);
    await world.db.query("INSERT INTO role_grant (id, account_id, role, region_id, valid_from) VALUES (UUID(), ?, 'region_admin', ?, ?)", [someone.accountId, city.streets[0]!.id, world.clock.date()]);
    expectProblem(await agent.get('/api/reports/region'), 'second_factor_needed');
    expect((await me(agent)).secondFactor).toMatchObject({ on: true, needed: true, given: false });
    expect((await agent.post('/api/session/second-factor', { code: codeOf(secret) })).status).toBe(200);
    expect((await agent.get('/api/reports/region')).status).toBe(200);
  });

  test('need none in the demo', async () => {
    const demo = await startApi({ ...world.config, production: false, development: true }, world.clock);
    try {
      const { phone } = await admin();
      const agent = new Agent(demo.app);
      await agent.post('/api/session', { login: phone, password: PASSWORD });
      expect((await agent.get('/api/reports/region')).status).toBe(200);
      expect((await me(agent)).secondFactor.needed).toBe(false);
    } finally {
      await demo.close();
    }
  });
});
