import { readFile } from 'node:fs/promises';
import { ROLES, maskIdNumber } from '@xuexi/domain';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Region } from '../../src/regions/region.entity.js';
import { type Someone, aClaim, aColleague, aPerson, newIdNumber } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { holds } from '../factories/ledger.js';
import { type World, createWorld } from '../support/world.js';

const NAMES = ['欧阳修竹', '司马青衫'];

let world: World;
let city: City;
let claimed: string;
let persons: Someone[];
/** Ids of everything that a path or a query may name, so that as many routes as possible answer with something. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  claimed = newIdNumber();
  const community: Region = city.communities[0]!;
  persons = [await aPerson(world, { region: community, name: NAMES[0] }), await aPerson(world, { region: community, verifiedAt: null })];
  await holds(world, persons[0]!.personId, 216_000, '2026-03-01');
  ids.claim = await aClaim(world, persons[1]!.personId, { name: NAMES[1], idNumber: claimed });
});
afterAll(() => world.close());

interface Operation {
  parameters?: { name: string; in: string; required?: boolean }[];
}

/** Every GET route of the contract, its path filled with the ids of persons. */
async function addresses(): Promise<string[]> {
  const { paths } = JSON.parse(await readFile(new URL('../../openapi.json', import.meta.url), 'utf8')) as { paths: Record<string, { get?: Operation }> };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get) return [];
    return [...persons.map((person) => person.personId), ids.claim!, city.streets[0]!.id].map((id) => {
      const query = (get.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => `${name}=${encodeURIComponent(valueOf(name, id))}`);
      return `${path.replaceAll(/\{\w+\}/g, id)}?${query.filter((part) => !part.endsWith('=')).join('&')}`;
    });
  });
}

function valueOf(name: string, id: string): string {
  if (name === 'regionId' || name === 'parentId') return city.streets[0]!.id;
  if (name === 'year') return '2026';
  return name === 'personId' ? id : '';
}

test('no GET route shows a full name, number or phone to any role, and no log line holds one', async () => {
  const secrets = [...NAMES, claimed, ...persons.flatMap(({ phone, idNumber }) => [phone, idNumber])];
  const every = await addresses();
  expect(every.length).toBeGreaterThan(80);
  let answered = '';
  for (const role of ROLES) {
    const { agent } = role === 'learner' ? persons[0]! : await aColleague(world, role, city.communities[0]!, role === 'platform_admin' ? null : city.streets[0]!);
    for (const path of new Set(every)) answered += (await agent.get(path)).text;
  }
  // It was about these persons at all.
  expect(answered).toContain(maskIdNumber(claimed));
  expect(answered).toContain(persons[0]!.personId);
  const log = world.api.log.join('');
  expect(log).toContain('/api/real-name-claims');
  for (const secret of secrets) {
    expect(answered).not.toContain(secret);
    expect(log).not.toContain(secret);
  }
});

test('nothing of it stands in any table, before and after it is decided', async () => {
  const secrets = [...NAMES, claimed, ...persons.flatMap(({ phone, idNumber }) => [phone, idNumber])];
  const admin = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!);
  const stored = [await everyValue()];
  expect((await admin.agent.post(`/api/real-name-claims/${ids.claim}/approval`)).status).toBe(200);
  stored.push(await everyValue());
  for (const secret of secrets) {
    for (const values of stored) {
      expect(values).not.toContain(secret);
      expect(values).not.toContain(Buffer.from(secret).toString('hex').toUpperCase());
    }
  }
});

/** Every value of every table, binary ones in hexadecimal digits. */
async function everyValue(): Promise<string> {
  const columns: { table_name: string; column_name: string }[] = await world.db.query(
    'SELECT table_name AS table_name, column_name AS column_name FROM information_schema.columns WHERE table_schema = DATABASE()',
  );
  expect(columns.length).toBeGreaterThan(150);
  const values = await Promise.all(columns.map(({ table_name: table, column_name: column }) => world.db.query(`SELECT \`${column}\` AS text, HEX(\`${column}\`) AS hex FROM \`${table}\``)));
  return JSON.stringify(values);
}
