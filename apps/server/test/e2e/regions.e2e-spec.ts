import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { regionFollowers } from '../../src/platform/database/follows-region.js';
import type { CreditExplanationDto, MyCreditsDto } from '../../src/credits/credits.dto.js';
import type { MeDto } from '../../src/identity/identity.dto.js';
import { Person } from '../../src/identity/person.entity.js';
import { Residence } from '../../src/identity/residence.entity.js';
import { RoleGrant } from '../../src/identity/role-grant.entity.js';
import type { RegionDetailDto, RegionOutcomeDto } from '../../src/regions/region-admin.dto.js';
import { Region } from '../../src/regions/region.entity.js';
import type { RegionReportDto } from '../../src/reports/reports.dto.js';
import { holds } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson } from '../factories/persons.js';
import { type City, aCity, aRegion, newRegionCode } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let admin: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  admin = await aColleague(world, 'platform_admin', city.communities[7]!, null);
});
afterAll(() => world.close());

function regionOf(id: string): Promise<Region> {
  return world.db.manager.findOneByOrFail(Region, { id });
}

function personOf(id: string): Promise<Person> {
  return world.db.manager.findOneByOrFail(Person, { id });
}

describe('what follows its region', () => {
  test('is said of every table that has a region path, or that it keeps the path of its time', () => {
    const HISTORY = ['attendance', 'audit_entry', 'closing_region', 'credit_entry', 'policy_trial_row', 'residence', 'statement'];
    const following = regionFollowers(world.db).map((follower) => follower.table);
    const withPath = world.db.entityMetadatas.filter((entity) => entity.columns.some((column) => column.propertyName === 'regionPath'));
    expect(new Set([...following, ...HISTORY])).toEqual(new Set(withPath.map((entity) => entity.tableName)));
    for (const entity of withPath.filter(({ tableName }) => following.includes(tableName))) expect(entity.columns.map((column) => column.propertyName)).toContain('regionId');
  });
});

describe('a change of the tree', () => {
  test('a new community takes residents; a new grid cell takes its place as the home', async () => {
    const street = city.streets[3]!;
    const made = await admin.agent.post<RegionDetailDto>('/api/regions', { parentId: street.id, code: newRegionCode(street), name: '滨江社区' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ region: { level: 'community', parentId: street.id, hasChildren: false }, editable: true, history: [{ name: '滨江社区', validTo: null }] });
    const { region } = made.body;
    const someone = await aPerson(world, { region: city.communities[0]! });
    expect((await someone.agent.send({ method: 'PUT', path: '/api/me/region', payload: JSON.stringify({ regionId: region.id }), headers: { 'content-type': 'application/json' } })).status).toBe(200);
    const grid = await admin.agent.post<RegionDetailDto>('/api/regions', { parentId: region.id, code: `${region.code}001`, name: '第一网格' });
    expect(grid.body.region.level).toBe('grid');
    const move = (regionId: string) => someone.agent.send({ method: 'PUT', path: '/api/me/region', payload: JSON.stringify({ regionId }), headers: { 'content-type': 'application/json' } });
    expectProblem(await move(region.id), 'invalid_input');
    expect((await move(grid.body.region.id)).status).toBe(200);
    const path = (await regionOf(grid.body.region.id)).path;
    expect(await personOf(someone.personId)).toMatchObject({ regionId: grid.body.region.id, regionPath: path });
    const lived = await world.db.manager.find(Residence, { where: { personId: someone.personId }, order: { id: 'ASC' } });
    expect(lived.map(({ regionId, validTo }) => [regionId, validTo === null])).toEqual([
      [city.communities[0]!.id, false],
      [region.id, false],
      [grid.body.region.id, true],
    ]);
  });

  test.each([
    ['not a code', { code: '12345', name: '某社区' }, 'invalid_input'],
    ['a code that is of no level', { code: '360202000003', name: '某社区' }, 'invalid_input'],
    ['a name of one letter', { code: '360202001003', name: '某' }, 'invalid_input'],
    ['a code of another street', { code: '999999999999', name: '某社区' }, 'invalid_input'],
    ['a street under a street', { code: '360202009000', name: '某街道' }, 'region_misplaced'],
    ['from tomorrow on', { code: '', name: '某社区', effectiveOn: '2026-03-11' }, 'invalid_input'],
    ['from before the street was', { code: '', name: '某社区', effectiveOn: '2019-12-31' }, 'invalid_input'],
    ['from a day that is none', { code: '', name: '某社区', effectiveOn: '2026-02-30' }, 'invalid_input'],
  ] as const)('refuses %s', async (_, input, problem) => {
    const street = city.streets[0]!;
    const before = await world.db.manager.count(Region);
    expectProblem(await admin.agent.post('/api/regions', { parentId: street.id, ...input, code: input.code || newRegionCode(street) }), problem);
    expect(await world.db.manager.count(Region)).toBe(before);
  });

  test('a code is borne by one open region at a time', async () => {
    const [one, other] = [await aRegion(world, city.streets[0]), await aRegion(world, city.streets[0])];
    expectProblem(await admin.agent.patch(`/api/regions/${one.id}`, { code: other.code }), 'region_code_taken');
    expect((await admin.agent.post(`/api/regions/${other.id}/closing`, {})).status).toBe(200);
    expect((await admin.agent.patch(`/api/regions/${one.id}`, { code: other.code })).status).toBe(200);
    expectProblem(await admin.agent.patch(`/api/regions/${other.id}`, { name: '已撤社区' }), 'region_closed');
  });

  test('a street that gets another code passes it on to those below it', async () => {
    const street = await aRegion(world, city.districts[0]);
    const community = await aRegion(world, street);
    const code = newRegionCode(city.districts[0]);
    expect((await admin.agent.patch(`/api/regions/${street.id}`, { code, name: '新街道' })).status).toBe(200);
    expect((await regionOf(community.id)).code).toBe(code.slice(0, 9) + community.code.slice(9));
    const detail = await admin.agent.get<RegionDetailDto>(`/api/regions/${community.id}`);
    expect(detail.body.history.map(({ code: then, names }) => [then, names.at(-2)])).toEqual([
      [community.code, street.name],
      [code.slice(0, 9) + community.code.slice(9), '新街道'],
    ]);
  });

  test('a moved street takes residents and courses along, and what was keeps its place', async () => {
    const street = await aRegion(world, city.districts[0]);
    const community = await aRegion(world, street);
    const resident = await aPerson(world, { region: community });
    const target = city.districts[1]!;
    const dry = await admin.agent.post<RegionOutcomeDto>(`/api/regions/${street.id}/move`, { parentId: target.id, dryRun: true });
    expect(dry.body).toMatchObject({ applied: false, touched: { residents: 1, regions: 1 } });
    expect((await personOf(resident.personId)).regionPath).toBe(community.path);
    expect((await admin.agent.post<RegionOutcomeDto>(`/api/regions/${street.id}/move`, { parentId: target.id })).body.applied).toBe(true);
    const moved = await regionOf(community.id);
    expect(moved.path).toBe(`${target.path}${street.id}/${community.id}/`);
    expect(await personOf(resident.personId)).toMatchObject({ regionPath: moved.path, registeredRegionPath: community.path });
    expectProblem(await admin.agent.post(`/api/regions/${target.id}/move`, { parentId: street.id }), 'region_misplaced');
  });

  test('a merged community hands over its residents and roles to its successor', async () => {
    const [from, into] = [await aRegion(world, city.streets[1]), await aRegion(world, city.streets[1])];
    const resident = await aPerson(world, { region: from });
    const clerk = await aColleague(world, 'clerk', into, from);
    const dry = await admin.agent.post<RegionOutcomeDto>(`/api/regions/${from.id}/merge`, { intoId: into.id, dryRun: true });
    expect(dry.body).toMatchObject({ applied: false, touched: { residents: 1, regions: 0, roles: 1 } });
    expect((await admin.agent.post<RegionOutcomeDto>(`/api/regions/${from.id}/merge`, { intoId: into.id })).body).toMatchObject({ applied: true, regionId: into.id });
    expect(await regionOf(from.id)).toMatchObject({ successorId: into.id, openCode: null, validTo: world.clock.date() });
    expect(await personOf(resident.personId)).toMatchObject({ regionId: into.id, regionPath: into.path, registeredRegionPath: from.path });
    const lived = await world.db.manager.findBy(Residence, { personId: resident.personId });
    expect(lived.map(({ regionId, validTo }) => [regionId, validTo === null])).toEqual(
      expect.arrayContaining([
        [from.id, false],
        [into.id, true],
      ]),
    );
    expect((await world.db.manager.findOneByOrFail(RoleGrant, { accountId: clerk.accountId })).regionId).toBe(into.id);
    expect(await world.db.manager.existsBy(AuditEntry, { action: 'region.merge', subjectId: from.id })).toBe(true);
    const detail = await admin.agent.get<RegionDetailDto>(`/api/regions/${city.streets[1]!.id}`);
    expect(detail.body.closedChildren).toEqual([expect.objectContaining({ id: from.id, successor: { id: into.id, name: into.name } })]);
  });

  test('a community split in two closes, and the chosen part takes its residents over', async () => {
    const street = city.streets[1]!;
    const region = await aRegion(world, street);
    const resident = await aPerson(world, { region });
    const parts = [
      { code: newRegionCode(street), name: '东园社区' },
      { code: newRegionCode(street), name: '西园社区' },
    ];
    const done = await admin.agent.post<RegionOutcomeDto>(`/api/regions/${region.id}/split`, { parts, closeInto: 1 });
    expect(await regionOf(done.body.regionId)).toMatchObject({ name: '西园社区', parentId: street.id });
    expect((await personOf(resident.personId)).regionId).toBe(done.body.regionId);
    expect((await regionOf(region.id)).successorId).toBe(done.body.regionId);
  });

  test('a region with a single open region under it does not close', async () => {
    const street = await aRegion(world, city.districts[1]);
    await aRegion(world, street);
    expectProblem(await admin.agent.post(`/api/regions/${street.id}/closing`, {}), 'region_not_empty');
    expect((await regionOf(street.id)).validTo).toBeNull();
  });

  test('only an empty region closes', async () => {
    const region = await aRegion(world, city.streets[2]);
    const resident = await aPerson(world, { region });
    expectProblem(await admin.agent.post(`/api/regions/${region.id}/closing`, {}), 'region_not_empty');
    expect((await regionOf(region.id)).validTo).toBeNull();
    await world.db.manager.update(Person, { id: resident.personId }, { regionId: city.communities[0]!.id, regionPath: city.communities[0]!.path });
    expect((await admin.agent.post(`/api/regions/${region.id}/closing`, {})).status).toBe(200);
  });
});

describe('the figures of a region', () => {
  test('keep what was earned before a merge, a move and a move of the whole street, and add up', async () => {
    const street = await aRegion(world, city.districts[1]);
    const left = city.streets[3]!;
    const [from, into, moved] = [await aRegion(world, street), await aRegion(world, street), await aRegion(world, street)];
    for (const region of [from, into, moved]) {
      const { personId } = await aPerson(world, { region });
      await holds(world, personId, 108_000, '2026-02-01');
    }
    const report = async (id: string) => (await admin.agent.get<RegionReportDto>(`/api/reports/region?regionId=${id}&year=2026`)).body;
    const before = await report(street.id);
    await admin.agent.post(`/api/regions/${from.id}/merge`, { intoId: into.id });
    await admin.agent.post(`/api/regions/${moved.id}/move`, { parentId: left.id });
    await admin.agent.post(`/api/regions/${street.id}/move`, { parentId: city.districts[0]!.id });
    const after = await report(street.id);
    expect(after.total).toEqual(before.total);
    expect(after.former.map(({ region, fate, now, figures }) => [region.id, fate, now?.id, figures.registered, figures.units])).toEqual(
      expect.arrayContaining([
        [from.id, 'closed', into.id, 1, 108_000],
        [moved.id, 'moved', left.id, 1, 108_000],
      ]),
    );
    const rows = [...after.children, ...after.former].map((row) => row.figures);
    expect(rows.reduce((sum, figures) => sum + figures.registered, after.elsewhere?.registered ?? 0)).toBe(after.total.registered);
    expect(rows.reduce((sum, figures) => sum + figures.units, after.elsewhere?.units ?? 0)).toBe(after.total.units);
    expect((await report(moved.id)).total).toMatchObject({ registered: 1, units: 108_000 });
    expect((await report(left.id)).children.find(({ region }) => region.id === moved.id)?.figures).toMatchObject({ registered: 0, units: 0 });
  });
});

describe('an entry', () => {
  test('is explained with the names of its time', async () => {
    const region = await aRegion(world, city.streets[3]);
    const learner = await aPerson(world, { region });
    await holds(world, learner.personId, 108_000, '2026-02-01');
    world.clock.advance(60);
    await admin.agent.patch(`/api/regions/${region.id}`, { name: '改名以后的社区' });
    const { body } = await learner.agent.get<MyCreditsDto>('/api/my/credits');
    const explained = await learner.agent.get<CreditExplanationDto>(`/api/my/credits/entries/${body.entries[0]!.id}`);
    expect(explained.body.place).toEqual([city.city.name, city.districts[1]!.name, city.streets[3]!.name, region.name]);
    expect((await learner.agent.get<MeDto>('/api/me')).body.person.region?.names.at(-1)).toBe('改名以后的社区');
  });
});

describe('the reach of a region admin', () => {
  test('is what lies below their region: that itself is refused, all else is not found', async () => {
    const district = city.districts[1]!;
    const { agent } = await aColleague(world, 'region_admin', city.communities[5]!, district);
    const [below, elsewhere] = [city.streets[2]!, city.streets[0]!];
    expect((await agent.get<RegionDetailDto>(`/api/regions/${district.id}`)).body).toMatchObject({ editable: false });
    expect((await agent.get<RegionDetailDto>(`/api/regions/${below.id}`)).body).toMatchObject({ editable: true });
    expectProblem(await agent.get(`/api/regions/${elsewhere.id}`), 'not_found');
    expectProblem(await agent.patch(`/api/regions/${district.id}`, { name: '新的区' }), 'not_permitted');
    expectProblem(await agent.patch(`/api/regions/${elsewhere.id}`, { name: '新的街道' }), 'not_found');
    expectProblem(await agent.post(`/api/regions/${below.id}/move`, { parentId: city.districts[0]!.id }), 'not_found');
    expectProblem(await agent.post(`/api/regions/${below.id}/merge`, { intoId: elsewhere.id }), 'not_found');
    expectProblem(await agent.post('/api/regions', { parentId: null, code: newRegionCode(), name: '另一个市' }), 'not_permitted');
    const found = await agent.get<{ items: { id: string }[] }>(`/api/regions/search?q=${encodeURIComponent('街道')}`);
    expect(found.body.items.map(({ id }) => id)).toEqual(expect.arrayContaining([below.id, city.streets[3]!.id]));
    expect(found.body.items.map(({ id }) => id)).not.toContain(elsewhere.id);
    const byCode = await agent.get<{ items: { id: string }[] }>(`/api/regions/search?q=${below.code.slice(0, 9)}`);
    expect(byCode.body.items.map(({ id }) => id)).toContain(below.id);
  });
});
