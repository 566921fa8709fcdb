import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Account } from '../../src/identity/account.entity.js';
import type { MeDto } from '../../src/identity/identity.dto.js';
import { PasswordHasher } from '../../src/identity/security/password-hasher.js';
import { Session } from '../../src/identity/session.entity.js';
import type { HumanCheckDto } from '../../src/identity/sign-in/sign-in.dto.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { Problem } from '../../src/platform/errors/problem.js';
import { RateLimitRow } from '../../src/platform/limits/rate-limit.entity.js';
import { PASSWORD, aColleague, aPerson, newPhone } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { aProof, proofFor } from '../factories/sign-in.js';
import { Agent, type Answer } from '../support/agent.js';
import { expectProblem } from '../support/expect-problem.js';
import { type TestApi, startApi } from '../support/test-api.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
/** A second api process, behind a proxy that is believed. */
let behindProxy: TestApi;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  behindProxy = await startApi({ ...world.config, trustedProxies: ['127.0.0.0/8'] }, world.clock);
});
afterAll(async () => {
  await behindProxy.close();
  await world.close();
});
beforeEach(async () => {
  world.clock.set('2026-03-10T09:00:00+08:00');
  await world.db.manager.clear(RateLimitRow);
});

const QUARTER = 900;

const newBrowser = () => new Agent(world.api.app);

/** One try to sign in, with a proof of work, from an address as a proxy names it. */
async function guess(login: string, password: string, { api = world.api, from = '10.0.0.1' } = {}): Promise<Answer<{ code?: string }>> {
  const payload = JSON.stringify({ login, password, humanCheck: await aProof(world) });
  return new Agent(api.app).send({ method: 'POST', path: '/api/session', payload, headers: { 'content-type': 'application/json', 'x-forwarded-for': from } });
}

/** How often both processes really hashed while `work` ran. */
async function realChecks(work: () => Promise<unknown>): Promise<number> {
  const spies = [world.api, behindProxy].map((api) => jest.spyOn(api.app.get(PasswordHasher), 'fits').mockImplementation(async () => false));
  try {
    await work();
    return spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
}

describe('10 000 guesses at one account', () => {
  test('are at most ten real checks in a quarter of an hour, over two processes and a thousand addresses', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    const checks = await realChecks(async () => {
      for (let i = 0; i < 10_000; i += 200) {
        const proof = await aProof(world);
        const headers = (from: number) => ({ 'content-type': 'application/json', 'x-forwarded-for': `10.${from % 4}.0.${from % 250}` });
        // Only the count keeps these from the hash: proofs are given for those that come so far.
        await Promise.all(
          Array.from({ length: 200 }, async (_, n) => {
            const payload = JSON.stringify({ login: phone, password: `guess ${i + n}`, humanCheck: i + n < 400 ? await aProof(world) : proof });
            const api = n % 2 ? world.api : behindProxy;
            await new Agent(api.app).send({ method: 'POST', path: '/api/session', payload, headers: headers(i + n) });
          }),
        );
        world.clock.advance(17.9);
      }
    });
    expect(checks).toBeLessThanOrEqual(10);
    expect(checks).toBeGreaterThan(0);
  });

  test('do not become more by waiting at the edge of a window', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    const at: number[] = [];
    const start = world.clock.now();
    await realChecks(async () => {
      for (let i = 0; i < 60; i++) {
        const { body } = await guess(phone, `guess ${i}`, { api: behindProxy, from: `10.1.1.${i}` });
        if (body.code === 'wrong_credentials') at.push(world.clock.now() - start);
        world.clock.advance(i % 10 === 8 ? QUARTER - 1 : 1);
      }
    });
    for (const from of at) expect(at.filter((one) => one >= from && one < from + QUARTER * 1000).length).toBeLessThanOrEqual(10);
  });
});

describe('a locked account', () => {
  async function lock(phone: string): Promise<void> {
    await realChecks(async () => {
      for (let i = 0; i < 10; i++) await guess(phone, 'wrong password');
    });
  }

  test('says the same to right and wrong passwords, and when there is room again', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    await lock(phone);
    const [right, wrong] = [await guess(phone, PASSWORD), await guess(phone, 'wrong password')];
    expectProblem(right, 'too_many_attempts');
    expect(right.headers.get('retry-after')).toBe('900');
    expect(wrong.text).toBe(right.text);
    expect(wrong.headers.get('retry-after')).toBe('900');
    world.clock.advance(QUARTER - 0.001);
    expectProblem(await guess(phone, PASSWORD), 'too_many_attempts');
    world.clock.advance(0.001);
    expect((await guess(phone, PASSWORD)).status).toBe(200);
  });

  test('is not told from one that is not there', async () => {
    const phone = newPhone();
    await lock(phone);
    expectProblem(await guess(phone, PASSWORD), 'too_many_attempts');
  });

  test('is recorded once, with no phone and no password', async () => {
    const { phone, accountId } = await aPerson(world, { region: city.communities[0]! });
    await lock(phone);
    for (let i = 0; i < 3; i++) await guess(phone, 'wrong password');
    const entries = await world.db.manager.findBy(AuditEntry, { action: 'session.refused', subjectId: accountId });
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toContain(phone);
  });

  test('counts by whichever login it is tried, and when it is signed in', async () => {
    const { phone, accountId, agent } = await aPerson(world, { region: city.communities[0]! });
    await world.db.query("UPDATE account SET login_number = '26000031' WHERE id = ?", [accountId]);
    await realChecks(async () => {
      for (let i = 0; i < 4; i++) expectProblem(await guess(phone, 'wrong password'), 'wrong_credentials');
      for (let i = 0; i < 4; i++) expectProblem(await guess('26000031', 'wrong password'), 'wrong_credentials');
      for (let i = 0; i < 2; i++) expectProblem(await agent.post('/api/session/confirmation', { password: 'wrong password' }), 'wrong_password');
    });
    for (const login of [phone, '26000031']) expectProblem(await guess(login, PASSWORD), 'too_many_attempts');
    expectProblem(await agent.post('/api/session/confirmation', { password: PASSWORD }), 'too_many_attempts');
  });

  test('is none that nobody could check: such tries are given back', async () => {
    const { phone, agent } = await aPerson(world, { region: city.communities[0]! });
    const busy = jest.spyOn(world.api.app.get(PasswordHasher), 'fits').mockRejectedValue(new Problem('unavailable'));
    for (let i = 0; i < 6; i++) {
      expectProblem(await guess(phone, PASSWORD), 'unavailable');
      expectProblem(await agent.post('/api/session/confirmation', { password: PASSWORD }), 'unavailable');
    }
    busy.mockRestore();
    expect((await guess(phone, PASSWORD)).status).toBe(200);
  });

  test('is free again after a right password before the tenth wrong one', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    for (let round = 0; round < 2; round++) {
      await realChecks(async () => {
        for (let i = 0; i < 9; i++) await guess(phone, 'wrong password');
      });
      expect((await guess(phone, PASSWORD)).status).toBe(200);
    }
  });
});

describe('tries without the proof that they need', () => {
  test('lock nobody out, however many come at once', async () => {
    const { phone, accountId } = await aPerson(world, { region: city.communities[0]! });
    await Promise.all(Array.from({ length: 40 }, () => newBrowser().post('/api/session', { login: phone, password: 'wrong password' })));
    expect((await guess(phone, PASSWORD)).status).toBe(200);
    expect(await world.db.manager.countBy(AuditEntry, { action: 'session.refused', subjectId: accountId })).toBe(0);
  });
});

describe('an address', () => {
  test('is what the socket says, whatever the headers say, unless a trusted proxy names it', async () => {
    await realChecks(async () => {
      for (let i = 0; i < 100; i++) await guess(newPhone(), 'wrong password', { from: `10.9.0.${i}` });
    });
    // The header of a stranger counts for nothing: all of them came from the one socket.
    expectProblem(await guess(newPhone(), 'wrong password', { from: '10.9.1.1' }), 'too_many_attempts');
    expectProblem(await guess(newPhone(), 'wrong password', { api: behindProxy, from: '10.9.1.1' }), 'wrong_credentials');
  });

  test('behind a trusted proxy cannot be made up further out', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    await guess(phone, PASSWORD, { api: behindProxy, from: '1.2.3.4, 10.7.7.7' });
    expect((await world.db.manager.find(Session, { order: { id: 'DESC' }, take: 1 }))[0]?.address).toBe('10.7.7.7');
  });
});

describe('the human check', () => {
  test('is asked for after three failures, and lets go on with a proof', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    for (let i = 0; i < 3; i++) expectProblem(await newBrowser().post('/api/session', { login: phone, password: 'wrong password' }), 'wrong_credentials');
    expectProblem(await newBrowser().post('/api/session', { login: phone, password: PASSWORD }), 'human_check_needed');
    const { body } = await world.api.guest.get<HumanCheckDto>('/api/human-check');
    expect((await newBrowser().post('/api/session', { login: phone, password: PASSWORD, humanCheck: await proofFor(body) })).status).toBe(200);
  });

  test.each<[string, (proof: { challenge: HumanCheckDto['challenge']; solution: { counter: number; derivedKey: string } }) => unknown]>([
    ['nothing', () => ''],
    ['no JSON', () => 'x'],
    ['another counter and key', (proof) => ({ ...proof, solution: { counter: 7, derivedKey: '00'.repeat(32) } })],
    ['easier parameters', (proof) => ({ ...proof, challenge: { ...proof.challenge, parameters: { ...proof.challenge.parameters, cost: 1, keyPrefix: '00' } } })],
    ['a later end', (proof) => ({ ...proof, challenge: { ...proof.challenge, parameters: { ...proof.challenge.parameters, data: { expires: 9e15 } } } })],
    ['no signature', (proof) => ({ ...proof, challenge: { ...proof.challenge, signature: '' } })],
  ])('refuses %s', async (_, change) => {
    const proof = JSON.parse(Buffer.from(await aProof(world), 'base64').toString());
    const humanCheck = Buffer.from(JSON.stringify(change(proof))).toString('base64');
    expectProblem(await world.api.guest.post('/api/sms-codes', { phone: newPhone(), purpose: 'sign_in', humanCheck }), 'human_check_needed');
  });

  test('is over after five minutes to the millisecond', async () => {
    const [early, late] = [await aProof(world), await aProof(world)];
    world.clock.advance(299.999);
    expectProblem(await world.api.guest.post('/api/sms-codes', { phone: newPhone(), purpose: 'sign_in', humanCheck: early }), 'sms_unavailable');
    world.clock.advance(0.001);
    expectProblem(await world.api.guest.post('/api/sms-codes', { phone: newPhone(), purpose: 'sign_in', humanCheck: late }), 'human_check_needed');
  });
});

describe('signing in', () => {
  test('works with the 学员号 as with the phone, however it is typed', async () => {
    const { accountId } = await aPerson(world, { region: city.communities[0]! });
    await world.db.manager.update(Account, { id: accountId }, { loginNumber: '20260001' });
    expect((await newBrowser().post<MeDto>('/api/session', { login: ' ２０２６ 0001', password: PASSWORD })).body).toMatchObject({ accountId, loginNumber: '20260001' });
  });

  test('takes the same password in full-width and half-width letters', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    expect((await newBrowser().post('/api/session', { login: phone, password: '社区学习\u3000２０２６' })).status).toBe(200);
  });

  test('brings a hash of weaker parameters up to those of today', async () => {
    const { phone, accountId } = await aPerson(world, { region: city.communities[0]! });
    const old = await hash(PASSWORD, { memoryCost: 1024, timeCost: 1 });
    await world.db.manager.update(Account, { id: accountId }, { passwordHash: old });
    expect((await newBrowser().post('/api/session', { login: phone, password: PASSWORD })).status).toBe(200);
    const { passwordHash } = await world.db.manager.findOneByOrFail(Account, { id: accountId });
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await newBrowser().post('/api/session', { login: phone, password: PASSWORD })).status).toBe(200);
    expect((await world.db.manager.findOneByOrFail(Account, { id: accountId })).passwordHash).toBe(passwordHash);
  });

  test('is refused to pages of other sites', async () => {
    const { phone } = await aPerson(world, { region: city.communities[0]! });
    const payload = JSON.stringify({ login: phone, password: PASSWORD });
    for (const path of ['/api/session', '/api/session/sms', '/api/session/confirmation', '/api/accounts', '/api/me/password']) {
      expectProblem(await newBrowser().send({ method: 'POST', path, payload, headers: { origin: 'https://evil.example', 'content-type': 'application/json' } }), 'foreign_origin');
    }
  });

  test('is recorded for who answers for others, and not for learners', async () => {
    const learner = await aPerson(world, { region: city.communities[0]! });
    const admin = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!);
    for (const { phone } of [learner, admin]) await newBrowser().post('/api/session', { login: phone, password: PASSWORD });
    const begun = async (accountId: string) => world.db.manager.countBy(AuditEntry, { action: 'session.begin', accountId });
    expect([await begun(learner.accountId), await begun(admin.accountId)]).toEqual([0, 1]);
  });

  test('is not for the dead and the erased, and ends their sessions', async () => {
    const { phone, agent, personId } = await aPerson(world, { region: city.communities[0]! });
    await world.db.query("UPDATE person SET state = 'deceased' WHERE id = ?", [personId]);
    expectProblem(await newBrowser().post('/api/session', { login: phone, password: PASSWORD }), 'wrong_credentials');
    expectProblem(await agent.get('/api/me'), 'not_signed_in');
  });

  test('lets other requests through while passwords are hashed', async () => {
    const { phone, agent } = await aPerson(world, { region: city.communities[0]! });
    let hashed = 0;
    const many = Array.from({ length: 12 }, async () => {
      await newBrowser().post('/api/session', { login: phone, password: PASSWORD });
      hashed++;
    });
    expect((await agent.get('/api/me')).status).toBe(200);
    expect(hashed).toBeLessThan(12);
    await Promise.all(many);
  });
});
