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

/** Tables whose rows carry the path of their region as it is now; ledger, registrations and audit keep the one of their time. */
const LIVING = ['person', 'course', 'organisation', 'import_run'];

/** Moves a region with all that lies under it beneath another parent, as an administrator does. */
export async function moveRegion(world: World, region: Region, newParent: Region): Promise<void> {
  const moved = `${newParent.path}${region.id}/`;
  const rewrite = (column: string) => `${column} = CONCAT(?, SUBSTRING(${column}, ?))`;
  await world.db.query('UPDATE region SET parent_id = ? WHERE id = ?', [newParent.id, region.id]);
  await world.db.query(`UPDATE region SET ${rewrite('path')} WHERE path LIKE ?`, [moved, region.path.length + 1, `${region.path}%`]);
  for (const table of LIVING) {
    await world.db.query(`UPDATE ${table} SET ${rewrite('region_path')} WHERE region_path LIKE ?`, [moved, region.path.length + 1, `${region.path}%`]);
  }
  Object.assign(region, { parentId: newParent.id, path: moved });
}
