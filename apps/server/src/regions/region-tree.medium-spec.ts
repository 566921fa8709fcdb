import { REGION_LEVELS, mayLieUnder } from '@xuexi/domain';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aPerson } from '../../test/factories/persons.js';
import { aCity, newRegionCode } from '../../test/factories/regions.js';
import type { Agent, Answer } from '../../test/support/agent.js';
import { type World, createWorld } from '../../test/support/world.js';
import { Person } from '../identity/person.entity.js';
import { Residence } from '../identity/residence.entity.js';
import { RegionHistory } from './region-history.entity.js';
import { Region } from './region.entity.js';

let world: World;
const admins: Agent[] = [];

beforeAll(async () => {
  world = await createWorld();
  const city = await aCity(world);
  for (const region of city.communities) await aPerson(world, { region });
  const grants = [{ role: 'platform_admin' as const, region: null }];
  for (const api of [world.api, await world.startAnotherApi()]) admins.push((await aPerson(world, { region: city.communities[0]!, grants, api })).agent);
});
afterAll(() => world.close());

/** One act of one admin; numbers choose among the regions there are at that moment. */
type Act = { kind: 'create' | 'rename' | 'move' | 'merge' | 'split' | 'close' | 'recode'; one: number; other: number };

const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('create', 'rename', 'move', 'move', 'merge', 'split', 'close', 'recode'),
  one: fc.nat(999),
  other: fc.nat(999),
});

/** A sequence of rounds; the acts of a round are done at once, by two admins on two servers. */
const rounds = fc.array(fc.tuple(act, act), { minLength: 4, maxLength: 10 });

async function perform(agent: Agent, { kind, one, other }: Act): Promise<Answer<unknown> | null> {
  const open = (await world.db.manager.find(Region, { order: { id: 'ASC' } })).filter((region) => region.validTo === null);
  const region = open[one % open.length]!;
  const parent = open.find(({ id }) => id === region.parentId);
  const at = (path: string) => `/api/regions/${region.id}/${path}`;
  switch (kind) {
    case 'create':
      return region.level === 'grid' ? null : agent.post('/api/regions', { parentId: region.id, code: newRegionCode(region), name: `新区域${other}` });
    case 'rename':
      return agent.patch(`/api/regions/${region.id}`, { name: `改名${other}` });
    case 'recode':
      return parent ? agent.patch(`/api/regions/${region.id}`, { code: newRegionCode(parent) }) : null;
    case 'move': {
      const above = open.filter((each) => mayLieUnder(region.level, each.level));
      return above.length === 0 ? null : agent.post(at('move'), { parentId: above[other % above.length]!.id });
    }
    case 'merge': {
      const alike = open.filter((each) => each.level === region.level && each.id !== region.id);
      return alike.length === 0 ? null : agent.post(at('merge'), { intoId: alike[other % alike.length]!.id });
    }
    case 'split':
      return parent && region.level !== 'grid' ? agent.post(at('split'), { parts: [{ code: newRegionCode(parent), name: `拆分${other}` }], closeInto: other % 2 === 0 ? 0 : null }) : null;
    case 'close':
      return agent.post(at('closing'), {});
  }
}

async function expectSound(): Promise<void> {
  const regions = new Map((await world.db.manager.find(Region)).map((region) => [region.id, region]));
  for (const region of regions.values()) {
    const parent = region.parentId === null ? null : regions.get(region.parentId)!;
    expect(region.path).toBe(`${parent?.path ?? ''}${region.id}/`);
    expect(region.path.split('/').length).toBeLessThanOrEqual(REGION_LEVELS.length + 1);
    expect(region.openCode).toBe(region.validTo === null ? region.code : null);
    if (region.validTo === null && parent) expect(parent.validTo).toBeNull();
  }
  for (const person of await world.db.manager.find(Person)) {
    const home = regions.get(person.regionId!)!;
    expect([home.validTo, person.regionPath]).toEqual([null, home.path]);
    const lived = (await world.db.manager.findBy(Residence, { personId: person.id })).filter((residence) => residence.validTo === null);
    expect(lived.map((residence) => residence.regionId)).toEqual([home.id]);
  }
  const periods = Map.groupBy(await world.db.manager.find(RegionHistory, { order: { validFrom: 'ASC' } }), (period) => period.regionId);
  for (const region of regions.values()) {
    const own = periods.get(region.id)!;
    expect(own.map((period) => period.validFrom)).toEqual([region.validFrom, ...own.slice(0, -1).map((period) => period.validTo)]);
    const last = own.at(-1)!;
    expect(last.validTo).toEqual(region.validTo);
    expect(last).toMatchObject({ name: region.name, code: region.code });
    if (region.validTo === null) expect(last).toMatchObject({ path: region.path, parentId: region.parentId });
    for (const period of own) expect(period.validFrom < (period.validTo ?? new Date(8e15))).toBe(true);
  }
}

test('whatever two admins do at once, the tree and its history stay sound', async () => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(rounds, async (sequence) => {
      for (const pair of sequence) {
        world.clock.advance(1);
        const answers = await Promise.all(pair.map((each, i) => perform(admins[i]!, each)));
        for (const answer of answers) if (answer) statuses.add(answer.status);
        for (const answer of answers) expect(answer?.status ?? 200).toBeLessThan(500);
      }
      await expectSound();
    }),
    { numRuns: 12 },
  );
  expect(statuses.has(200) && statuses.has(201)).toBe(true);
});
