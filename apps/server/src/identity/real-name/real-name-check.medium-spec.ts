import { createHmac, randomBytes } from 'node:crypto';
import { type IncomingHttpHeaders, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONSENT_TEXTS } from '@xuexi/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Someone, aColleague, aPerson, newIdNumber, signedIn } from '../../../test/factories/persons.js';
import { type City, aCity } from '../../../test/factories/regions.js';
import { type TestApi, startApi } from '../../../test/support/test-api.js';
import { type World, createWorld } from '../../../test/support/world.js';
import { FileKms } from '../../platform/crypto/kms.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { OutboxRow } from '../../platform/queue/outbox.entity.js';
import { AuditEntry } from '../../platform/audit/audit-entry.entity.js';
import { Person } from '../person.entity.js';
import { ClaimDecisions } from './claim-decisions.service.js';
import { RealNameCheckRunner } from './real-name-check-runner.js';
import { RealNameCheck } from './real-name-check.js';
import { RealNameClaim } from './real-name-claim.entity.js';
import type { RealNameClaimDto, RealNameClaimPageDto } from './real-name.dto.js';

const NAME = '欧阳修竹';
const key = randomBytes(32);

let service: Server;
let world: World;
let city: City;
let api: TestApi;
let runner: RealNameCheckRunner;
let admin: Someone;
/** What the service outside was asked, and what it answers. */
const asked: { headers: IncomingHttpHeaders; body: string }[] = [];
let answer: () => { status: number; body: string } | Promise<{ status: number; body: string }>;

beforeAll(async () => {
  service = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      void Promise.resolve(answer()).then(({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
    });
  });
  await new Promise<void>((listening) => void service.listen(0, '127.0.0.1', listening));
  world = await createWorld();
  city = await aCity(world);
  const config = { ...world.config, realName: { url: new URL(`http://127.0.0.1:${(service.address() as AddressInfo).port}/check`), key } };
  api = await startApi(config, world.clock);
  runner = new RealNameCheckRunner(world.db, new RealNameCheck(world.clock, config), api.app.get(ClaimDecisions), new PersonKeys(new FileKms(config)), world.clock);
  admin = await aColleague(world, 'region_admin', city.communities[0]!, city.city);
});
beforeEach(() => {
  asked.length = 0;
  answer = () => ({ status: 200, body: '{"match":true}' });
});
afterAll(async () => {
  await api?.close();
  await world?.close();
  service?.close();
});

/** Someone who has just submitted a number. */
async function submitted(idNumber = newIdNumber()): Promise<{ personId: string; claimId: string; idNumber: string }> {
  const { personId, accountId } = await aPerson(world, { region: city.communities[0]!, verifiedAt: null });
  const agent = await signedIn(world, accountId, api);
  await agent.post('/api/me/consents', { purpose: 'real_name', version: CONSENT_TEXTS.real_name.version });
  expect((await agent.post('/api/me/real-name', { name: NAME, idNumber })).status).toBe(200);
  const { id } = await world.db.manager.findOneByOrFail(RealNameClaim, { pendingPersonId: personId });
  return { personId, claimId: id, idNumber };
}

const personOf = ({ personId }: { personId: string }) => world.db.manager.findOneByOrFail(Person, { id: personId });

async function queued({ claimId }: { claimId: string }): Promise<RealNameClaimDto | undefined> {
  return (await admin.agent.get<RealNameClaimPageDto>('/api/real-name-claims?limit=100')).body.items.find((claim) => claim.id === claimId);
}

describe('the two-element check', () => {
  test('is asked by a job, with a signed request, and a match verifies', async () => {
    const claim = await submitted();
    expect(await world.db.manager.findOneBy(OutboxRow, { jobId: `check-real-name-${claim.claimId}` })).toMatchObject({ queue: 'identity', payload: { claimId: claim.claimId } });
    expect(await queued(claim)).toMatchObject({ check: 'waiting' });
    await runner.run(claim.claimId);
    const [{ headers, body } = { headers: {}, body: '' }] = asked;
    expect(JSON.parse(body)).toEqual({ name: NAME, idNumber: claim.idNumber });
    const signed = `${String(headers['x-timestamp'])}.${String(headers['x-nonce'])}.${body}`;
    expect(headers['x-signature']).toBe(createHmac('sha256', key).update(signed).digest('hex'));
    expect(await personOf(claim)).toMatchObject({ verification: 'verified', verifiedAt: world.clock.date() });
    expect(await world.db.manager.findOneBy(AuditEntry, { action: 'real_name.verify', subjectId: claim.personId })).toMatchObject({ accountId: null });
  });

  test('that finds no match leaves the claim to staff, with what it said', async () => {
    answer = () => ({ status: 200, body: '{"match":false}' });
    const claim = await submitted();
    await runner.run(claim.claimId);
    expect(await personOf(claim)).toMatchObject({ verification: 'pending' });
    expect(await queued(claim)).toMatchObject({ check: 'mismatch' });
  });

  test('leaves the claim to staff when the number is held, though it matches', async () => {
    const holder = await aPerson(world, { region: city.communities[0]! });
    const claim = await submitted(holder.idNumber);
    await runner.run(claim.claimId);
    expect(await queued(claim)).toMatchObject({ check: 'match', conflict: { person: { id: holder.personId } } });
  });

  test.each([
    ['refuses', () => ({ status: 500, body: '' })],
    ['answers something else', () => ({ status: 200, body: '{"match":"yes"}' })],
    ['answers broken JSON', () => ({ status: 200, body: `{"name":"${NAME}"` })],
  ])('is asked again when the service %s, and the error names nobody', async (_, bad) => {
    answer = bad;
    const claim = await submitted();
    const error = await runner.run(claim.claimId).catch((caught: Error) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toMatch(new RegExp(`${NAME}|${claim.idNumber}`));
    expect(await queued(claim)).toMatchObject({ check: 'waiting' });
    answer = () => ({ status: 200, body: '{"match":true}' });
    await runner.run(claim.claimId);
    expect(await personOf(claim)).toMatchObject({ verification: 'verified' });
  });

  test('run three times at once verifies once', async () => {
    const claim = await submitted();
    await Promise.all([1, 2, 3].map(() => runner.run(claim.claimId)));
    await runner.run(claim.claimId);
    expect(await personOf(claim)).toMatchObject({ verification: 'verified' });
    expect(await world.db.manager.countBy(AuditEntry, { action: 'real_name.verify', subjectId: claim.personId })).toBe(1);
  });

  test('does not overrule a person who decided while it was asked', async () => {
    const claim = await submitted();
    answer = async () => {
      await admin.agent.post(`/api/real-name-claims/${claim.claimId}/rejection`, { reason: 'at_desk' });
      return { status: 200, body: '{"match":true}' };
    };
    await runner.run(claim.claimId);
    expect(await personOf(claim)).toMatchObject({ verification: 'rejected', idNumberIndex: null });
  });
});
