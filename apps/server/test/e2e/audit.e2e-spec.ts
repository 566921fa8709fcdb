import { verify } from 'node:crypto';
import { auditDayText } from '@xuexi/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuditEntryDto, AuditPageDto, AuditRootListDto } from '../../src/audit/audit.dto.js';
import { type Act, AuditLog } from '../../src/platform/audit/audit-log.js';
import { AuditRoots } from '../../src/platform/audit/audit-roots.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { withRequestContext } from '../../src/platform/logging/request-context.js';
import { type Someone, aColleague, aPerson } from '../factories/persons.js';
import { type City, aCity, moveRegion } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let world: World;
let city: City;
let elsewhere: City;
let platform: Someone;
let admin: Someone;
let learner: Someone;

beforeAll(async () => {
  world = await createWorld('2026-03-10T09:00:00+08:00');
  city = await aCity(world);
  elsewhere = await aCity(world);
  platform = await aColleague(world, 'platform_admin', city.communities[0]!, null);
  admin = await aColleague(world, 'region_admin', city.communities[0]!, city.districts[0]!);
  learner = await aPerson(world, { region: city.communities[0]!, name: '欧阳修文' });
  const acts: Partial<Act>[] = [
    { action: 'keys.rotate', details: { to: 2 } },
    { action: 'person.reveal', by: admin.accountId, on: { kind: 'person', id: learner.personId }, regionPath: city.communities[0]!.path, reason: '核对证件' },
    { action: 'region.rename', by: platform.accountId, on: { kind: 'region', id: city.streets[0]!.id }, regionPath: city.streets[0]!.path },
    { action: 'session.refused', on: { kind: 'account', id: learner.accountId }, regionPath: city.communities[2]!.path },
    { action: 'role.grant', by: platform.accountId, on: { kind: 'role_grant', id: '01900000-0000-7000-8000-000000000009' }, regionPath: city.districts[1]!.path },
    { action: 'region.create', by: platform.accountId, regionPath: elsewhere.city.path },
    { action: 'organisation.create', by: platform.accountId, regionPath: city.city.path },
  ];
  for (const act of acts) {
    await withRequestContext({ requestId: 'r', address: '192.0.2.7', device: FIREFOX }, () => record(act));
    world.clock.advance(24 * 3600);
  }
});
afterAll(() => world.close());

const record = (act: Partial<Act>) => inTransaction(world.db, (tx) => world.api.app.get(AuditLog).record(tx, { action: 'session.begin', by: null, ...act }));

async function search(by: Someone, query = ''): Promise<AuditPageDto> {
  const { status, body } = await by.agent.get<AuditPageDto>(`/api/audit?${query}`);
  expect(status).toBe(200);
  return body;
}

const sequences = ({ items }: AuditPageDto) => items.map(({ sequence }) => sequence);

describe('the audit log', () => {
  test('tells who did what, on whom, where, from where and why', async () => {
    const entry = (await search(admin)).items.find(({ action }) => action === 'person.reveal');
    expect(entry).toEqual({
      sequence: 2,
      at: '2026-03-11T01:00:00.000Z',
      action: 'person.reveal',
      actionName: '查看完整证件信息',
      actor: { accountId: admin.accountId, displayName: '王阿姨' },
      subject: { kind: 'person', id: learner.personId, name: '欧*' },
      region: [city.city, city.districts[0]!, city.streets[0]!, city.communities[0]!].map(({ name }) => name),
      address: '192.0.2.7',
      device: 'Firefox · Linux 电脑',
      reason: '核对证件',
      details: {},
    } satisfies AuditEntryDto);
  });

  test('names accounts and regions, and nobody where the platform did it', async () => {
    const { items } = await search(platform);
    expect(items.find(({ action }) => action === 'region.rename')?.subject?.name).toBe(city.streets[0]!.name);
    expect(items.find(({ action }) => action === 'session.refused')).toMatchObject({ actor: null, subject: { kind: 'account', name: '王阿姨' } });
    expect(items.find(({ action }) => action === 'keys.rotate')).toMatchObject({ actor: null, subject: null, region: null, details: { to: 2 } });
  });

  test('is read within the own regions; what concerns the installation, by its auditors alone', async () => {
    expect(sequences(await search(platform))).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(sequences(await search(admin))).toEqual([4, 3, 2]);
    const two = await aPerson(world, { region: city.communities[0]!, grants: [{ role: 'region_admin', region: city.streets[1]! }, { role: 'region_admin', region: elsewhere.city }, { role: 'clerk', region: city.city }] });
    expect(sequences(await search(two))).toEqual([6, 4]);
    expect(sequences(await search(two, `subjectId=${learner.personId}`))).toEqual([]);
  });

  test.each<[string, () => string, number[]]>([
    ['an action', () => 'action=region.rename', [3]],
    ['who did it', () => `accountId=${platform.accountId}`, [7, 6, 5, 3]],
    ['on whom', () => `subjectId=${learner.personId}`, [2]],
    ['one Shanghai day', () => 'from=2026-03-12&to=2026-03-12', [3]],
    ['from a day on', () => 'from=2026-03-14', [7, 6, 5]],
    ['up to a day', () => 'to=2026-03-11', [2, 1]],
    ['days before there was any', () => 'to=2026-03-01', []],
    ['days to come', () => 'from=2027-01-01', []],
    ['several of these', () => `from=2026-03-12&to=2026-03-15&accountId=${platform.accountId}`, [6, 5, 3]],
  ])('is searched by %s', async (_, query, found) => {
    expect(sequences(await search(platform, query()))).toEqual(found);
  });

  test('comes page by page, also while it grows', async () => {
    const first = await search(platform, 'limit=3');
    expect([sequences(first), first.next]).toEqual([[7, 6, 5], 5]);
    await record({ action: 'account.totp_on' });
    const second = await search(platform, `limit=3&before=${first.next}`);
    expect([sequences(second), second.next]).toEqual([[4, 3, 2], 2]);
    expect(await search(platform, `limit=3&before=${second.next}`)).toMatchObject({ items: [{ sequence: 1 }], next: null });
    expect((await search(platform, 'limit=1&action=region.rename')).next).toBeNull();
  });

  test.each(['from=2026-02-30', 'to=gestern', 'action=person.delete', 'accountId=1', `subjectId=${'x'.repeat(65)}`, 'before=0', 'before=x', 'limit=0', 'limit=101'])('refuses %s', async (query) => {
    expectProblem(await platform.agent.get(`/api/audit?${query}`), 'invalid_input');
  });

  test('is for nobody without the permission', async () => {
    for (const role of ['instructor', 'reviewer', 'clerk'] as const) expectProblem(await (await aColleague(world, role, city.communities[0]!, city.city)).agent.get('/api/audit'), 'not_permitted');
    expectProblem(await learner.agent.get('/api/audit'), 'not_permitted');
    expectProblem(await world.api.guest.get('/api/audit'), 'not_signed_in');
  });
});

describe('a region that was moved and renamed since', () => {
  test('bears the names of that time, and is audited by whoever audits it now', async () => {
    const street = city.streets[0]!;
    const before = [city.city, city.districts[0]!, street].map(({ name }) => name);
    const neighbour = await aColleague(world, 'region_admin', city.communities[0]!, city.districts[1]!);
    await moveRegion(world, street, city.districts[1]!);
    const entryFor = async (by: Someone) => (await search(by, `subjectId=${street.id}`)).items.find(({ action }) => action === 'region.rename');
    expect(await entryFor(admin)).toBeUndefined();
    expect((await entryFor(neighbour))?.region).toEqual(before);
  });
});

describe('the signed roots', () => {
  test('are for everyone, and can be checked with the key that comes with them', async () => {
    expect((await world.api.guest.get<AuditRootListDto>('/api/audit-roots')).body.items).toEqual([]);
    await world.api.app.get(AuditRoots).signDueDays();
    const { body } = await world.api.guest.get<AuditRootListDto>('/api/audit-roots?limit=3');
    expect(body.items.map(({ date }) => date)).toEqual(['2026-03-16', '2026-03-15', '2026-03-14']);
    for (const root of body.items) {
      expect(root.keyId).toBe(body.keyId);
      expect(verify(null, Buffer.from(auditDayText(root)), body.publicKey, Buffer.from(root.signature, 'hex'))).toBe(true);
    }
    const older = await world.api.guest.get<AuditRootListDto>('/api/audit-roots?before=2026-03-14');
    expect(older.body.items.map(({ date }) => date)).toEqual(['2026-03-13', '2026-03-12', '2026-03-11', '2026-03-10']);
    expectProblem(await world.api.guest.get('/api/audit-roots?limit=0'), 'invalid_input');
  });
});
