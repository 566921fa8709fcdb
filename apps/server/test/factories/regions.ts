import { REGION_LEVELS, REGION_LEVEL_NAMES, regionCodePrefix } from '@xuexi/domain';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { newId } from '../../src/platform/ids.js';
import { RegionHistory } from '../../src/regions/region-history.entity.js';
import { RegionTree } from '../../src/regions/region-tree.service.js';
import { Region } from '../../src/regions/region.entity.js';
import type { World } from '../support/world.js';

let made = 0;
const madeUnder = new Map<string, number>();

/** A code that no region has yet, of the level below the parent's. */
export function newRegionCode(parent?: Pick<Region, 'code' | 'level'>): string {
  const above = parent ? regionCodePrefix(parent.code) : '';
  const serial = (madeUnder.get(above) ?? 0) + 1;
  madeUnder.set(above, serial);
  if (!parent) return `${String(1000 + serial + Math.floor((serial - 1) / 99))}00000000`;
  return `${above}${String(serial).padStart(parent.level === 'city' ? 2 : 3, '0')}`.padEnd(12, '0');
}

/** A region under another, one level down; a city without one. */
export async function aRegion(world: World, parent?: Region): Promise<Region> {
  const id = newId();
  const level = REGION_LEVELS[parent ? REGION_LEVELS.indexOf(parent.level) + 1 : 0]!;
  const code = newRegionCode(parent);
  made++;
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
  const { name, parentId, path, validFrom, validTo } = region;
  await world.db.manager.insert(Region, region);
  await world.db.manager.insert(RegionHistory, { id: newId(), regionId: id, name, code, parentId, path, validFrom, validTo });
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

/** Moves a region with all that lies under it beneath another parent, as an administrator does. */
export async function moveRegion(world: World, region: Region, newParent: Region): Promise<void> {
  const tree = world.api.app.get(RegionTree, { strict: false });
  const moved = await inTransaction(world.db, async (tx) => {
    await tree.lock(tx);
    return tree.move(tx, region, newParent, world.clock.date());
  });
  Object.assign(region, moved);
}
