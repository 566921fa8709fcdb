import { REGION_LEVELS, REGION_LEVEL_NAMES } from '@xuexi/domain';
import { newId } from '../../src/platform/ids.js';
import { Region } from '../../src/regions/region.entity.js';
import type { World } from '../support/world.js';

let made = 0;

/** A region under another, one level down; a city without one. */
export async function aRegion(world: World, parent?: Region): Promise<Region> {
  const id = newId();
  const level = REGION_LEVELS[parent ? REGION_LEVELS.indexOf(parent.level) + 1 : 0]!;
  const code = String(100_000_000_000 + ++made);
  const region: Region = {
    id,
    code,
    openCode: code,
    name: `${REGION_LEVEL_NAMES[level]}${made}`,
    level,
    parentId: parent?.id ?? null,
    path: `${parent?.path ?? ''}${id}/`,
    validFrom: new Date('2020-01-01T00:00:00Z'),
    validTo: null,
    successorId: null,
  };
  await world.db.manager.insert(Region, region);
  return region;
}

/** A city of every level: 2 districts, 2 streets in each, 2 communities in each street, in order. */
export interface City {
  city: Region;
  districts: Region[];
  streets: Region[];
  communities: Region[];
}

export async function aCity(world: World): Promise<City> {
  const city = await aRegion(world);
  const districts = await twoUnder(world, [city]);
  const streets = await twoUnder(world, districts);
  return { city, districts, streets, communities: await twoUnder(world, streets) };
}

async function twoUnder(world: World, parents: Region[]): Promise<Region[]> {
  const children: Region[] = [];
  for (const parent of parents) children.push(await aRegion(world, parent), await aRegion(world, parent));
  return children;
}
