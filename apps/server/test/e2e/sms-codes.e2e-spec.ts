import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MeDto } from '../../src/identity/identity.dto.js';
import type { SignInOptionsDto } from '../../src/identity/sign-in/sign-in.dto.js';
import { SmsCode } from '../../src/identity/sms/sms-code.entity.js';
import { BlindIndex } from '../../src/platform/crypto/blind-index.js';
import { LIMITS } from '../../src/platform/limits/limits.js';
import { RateLimitRow } from '../../src/platform/limits/rate-limit.entity.js';
import { aPerson, newPhone } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { type TestGateway, aCode, aGateway, aProof } from '../factories/sign-in.js';
import { Agent } from '../support/agent.js';
import { expectProblem } from '../support/expect-problem.js';
import { type TestApi, startApi } from '../support/test-api.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let gateway: TestGateway;
let api: TestApi;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  gateway = await aGateway();
  api = await startApi({ ...world.config, smsGateway: gateway.config }, world.clock);
});
afterAll(async () => {
  await api.close();
  await gateway[Symbol.asyncDispose]();
  await world.close();
});
beforeEach(async () => {
  world.clock.set('2026-03-10T09:00:00+08:00');
  gateway.status = 200;
  gateway.received.length = 0;
  await world.db.manager.clear(RateLimitRow);
});

const ask = async (phone: string, purpose = 'sign_in', agent = api.guest) => agent.post('/api/sms-codes', { phone, purpose, humanCheck: await aProof(world) });
const newBrowser = () => new Agent(api.app);
const enter = (phone: string, code: string) => newBrowser().post<MeDto>('/api/session/sms', { phone, code });

describe('a code', () => {
  test('goes to the gateway, signed, and signs in once', async () => {
    const { phone, accountId } = await aPerson(world, { region: city.communities[0]! });
    expect((await ask(phone)).body).toEqual({ expiresInSeconds: 300, resendAfterSeconds: 60 });
    const [{ headers, body, message } = {}] = gateway.received;
    expect(message).toMatchObject({ phone, template: 'sign_in', code: expect.stringMatching(/^\d{6}$/) });
    const signed = `${String(headers!['x-timestamp'])}.${String(headers!['x-nonce'])}.${body}`;
    expect(headers).toMatchObject({ 'x-signature': createHmac('sha256', gateway.config.key).update(signed).digest('hex'), 'x-timestamp': String(world.clock.now()), 'x-nonce': expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect((await enter(phone, message!.code)).body).toMatchObject({ accountId });
    expectProblem(await enter(phone, message!.code), 'wrong_code');
    expect(api.log.join('')).not.toContain(phone);
    expect(JSON.stringify(await world.db.query('SELECT * FROM sms_code'))).not.toMatch(new RegExp(`${phone}|"${message!.code}"`));
  });

  test('is for one of many who use it at the same moment', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    const code = await aCode(world, phone, 'sign_in');
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => new Agent((i % 2 ? api : world.api).app).post('/api/session/sms', { phone, code })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('is good for five minutes, to the millisecond', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    const first = await aCode(world, phone, 'sign_in');
    world.clock.advance(299.999);
    expect((await enter(phone, first)).status).toBe(200);
    const second = await aCode(world, phone, 'sign_in');
    world.clock.advance(300);
    expectProblem(await enter(phone, second), 'wrong_code');
  });

  test('is dead after five wrong tries, though the sixth is right', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    const code = await aCode(world, phone, 'sign_in');
    const wrong = code === '000000' ? '000001' : '000000';
    for (let i = 0; i < 5; i++) expectProblem(await enter(phone, wrong), 'wrong_code');
    expectProblem(await enter(phone, code), 'wrong_code');
  });

  test('ends the one before it', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    await ask(phone);
    world.clock.advance(61);
    await ask(phone);
    const [first, second] = gateway.received.map(({ message }) => message.code);
    if (first !== second) expectProblem(await enter(phone, first!), 'wrong_code');
    expect((await enter(phone, second!)).status).toBe(200);
  });

  test('is for what it was asked for only', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    expectProblem(await enter(phone, await aCode(world, phone, 'register')), 'wrong_code');
  });

  test('can be guessed at no more than ten times in a quarter of an hour', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    const codes = await Promise.all(Array.from({ length: 3 }, () => aCode(world, phone, 'sign_in')));
    const wrong = ['111111', '222222', '333333', '444444'].find((code) => !codes.includes(code))!;
    for (let i = 0; i < LIMITS.code_phone.max; i++) expectProblem(await enter(phone, wrong), 'wrong_code');
    expectProblem(await enter(phone, codes[2]!), 'too_many_attempts');
  });
});

describe('guesses at a phone that waits for no code', () => {
  test('lock nobody out: there is nothing to guess', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    for (let i = 0; i <= LIMITS.code_phone.max; i++) expectProblem(await enter(phone, '000000'), 'wrong_code');
    expect((await enter(phone, await aCode(world, phone, 'sign_in'))).status).toBe(200);
  });

  test('are answered alike for a stranger, who waits for a code like anyone', async () => {
    const phones = [(await aPerson(world, { region: city.communities[0]! })).phone, newPhone()];
    const answers = await Promise.all(
      phones.map(async (phone) => {
        const codes: unknown[] = [];
        for (let round = 0; round < 3; round++) {
          await ask(phone);
          // Few enough that nobody guesses right.
          for (let i = 0; i < 5; i++) codes.push((await enter(phone, `00000${i}`)).body);
          await world.db.query('DELETE FROM rate_limit WHERE bucket = ?', [api.app.get(BlindIndex).of('rate_limit', `sms_phone_minute|${phone}`)]);
        }
        return codes.map((body) => (body as { code: string }).code);
      }),
    );
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]).toContain('too_many_attempts');
  });
});

describe('asking for a code', () => {
  test('answers alike whether or not the phone is known, and sends nothing to a stranger', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    const stranger = newPhone();
    const [known, unknown] = [await ask(phone), await ask(stranger)];
    expect({ ...unknown, headers: null }).toEqual({ ...known, headers: null });
    expect(gateway.received.map(({ message }) => message.phone)).toEqual([phone]);
    expectProblem(await ask(stranger), 'too_many_attempts');
    expectProblem(await ask(phone), 'too_many_attempts');
  });

  test('while the gateway is away is refused alike, and counts for nothing', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    gateway.status = 500;
    for (let i = 0; i < 3; i++) expectProblem(await ask(phone), 'sms_unavailable');
    expectProblem(await ask(newPhone()), 'sms_unavailable');
    gateway.status = 200;
    expect((await ask(phone)).status).toBe(200);
    expect(await world.db.manager.countBy(SmsCode, {})).toBeGreaterThan(0);
  });

  test.each([
    ['minute', 1, 60],
    ['hour', 5, 3600],
    ['day', 10, 86_400],
  ])('for one phone is limited per %s', async (_, most, window) => {
    const phone = newPhone();
    const step = Math.floor(window / (most + 1));
    let sent = 0;
    for (let i = 0; i < most + 1; i++) {
      if ((await ask(phone, 'register')).status === 200) sent++;
      world.clock.advance(i < most ? step : 0);
    }
    expect(sent).toBe(most);
    expect(Number((await ask(phone, 'register')).headers.get('retry-after'))).toBeGreaterThan(0);
    world.clock.advance(window);
    expect((await ask(phone, 'register')).status).toBe(200);
  });

  test('from one address is limited too', async () => {
    const { max } = LIMITS.sms_address_hour;
    const answers = await Promise.all(Array.from({ length: max + 5 }, () => ask(newPhone(), 'register')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(max);
    expect(gateway.received).toHaveLength(max);
  });

  test('for oneself needs a session, and goes to the phone of the account', async () => {
    const { phone, accountId } = await aPerson(world, { region: city.communities[0]! });
    expectProblem(await ask(newPhone(), 'confirm'), 'not_signed_in');
    const agent = newBrowser();
    await agent.post('/api/session/sms', { phone, code: await aCode(world, phone, 'sign_in') });
    expect((await ask(newPhone(), 'confirm', agent)).status).toBe(200);
    expect(gateway.received.map(({ message }) => message.phone)).toEqual([phone]);
    const { status } = await agent.post('/api/session/confirmation', { smsCode: gateway.received[0]!.message.code });
    expect({ status, accountId: (await agent.get<MeDto>('/api/me')).body.accountId }).toEqual({ status: 200, accountId });
  });
});

describe('an installation without a gateway', () => {
  test('says so and sends nothing, and shows no codes', async () => {
    expect((await world.api.guest.get<SignInOptionsDto>('/api/sign-in-options')).body).toEqual({ sms: 'unavailable', smsCodesPage: null });
    expectProblem(await ask(newPhone(), 'sign_in', world.api.guest), 'sms_unavailable');
    for (const path of ['/api/dev/sms-codes', '/api/dev/sms-codes.html']) expectProblem(await world.api.guest.get(path), 'not_found');
  });
});

describe('development', () => {
  test('keeps the codes for a page instead of sending them', async () => {
    const demo = await startApi({ ...world.config, production: false, development: true }, world.clock);
    try {
      const phone = newPhone();
      expect((await demo.guest.get<SignInOptionsDto>('/api/sign-in-options')).body).toEqual({ sms: 'available', smsCodesPage: '/api/dev/sms-codes.html' });
      expect((await ask(phone, 'register', demo.guest)).status).toBe(200);
      const { items } = (await demo.guest.get<{ items: { phone: string; code: string }[] }>('/api/dev/sms-codes')).body;
      expect(items).toEqual([{ phone, purpose: 'register', code: expect.stringMatching(/^\d{6}$/), sentAt: world.clock.date().toISOString() }]);
      expect((await demo.guest.get('/api/dev/sms-codes.html')).text).toContain(items[0]!.code);
    } finally {
      await demo.close();
    }
  });
});
