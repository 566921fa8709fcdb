import type { EntityManager } from 'typeorm';
import { regionFollowers } from '../platform/database/follows-region.js';
import type { Region } from './region.entity.js';

/** How much of the installation lies in a subtree. */
export interface RegionContents {
  residents: number;
  courses: number;
  organisations: number;
}

/** Takes along the rows that follow their region when a subtree gets another path. */
export async function moveFollowers(tx: EntityManager, oldPath: string, newPath: string): Promise<void> {
  for (const { table } of regionFollowers(tx.connection)) {
    await tx.query(`UPDATE ${table} SET region_path = CONCAT(?, SUBSTRING(region_path, ?)) WHERE region_path LIKE ?`, [newPath, oldPath.length + 1, `${oldPath}%`]);
  }
}

/** Hands the rows of one region, not those under it, over to another. */
export async function handOverFollowers(tx: EntityManager, from: Pick<Region, 'id' | 'path'>, to: Pick<Region, 'id' | 'path'>): Promise<void> {
  for (const { table } of regionFollowers(tx.connection)) {
    await tx.query(`UPDATE ${table} SET region_id = IF(region_id = ?, ?, region_id), region_path = ? WHERE region_path = ?`, [from.id, to.id, to.path, from.path]);
  }
}

/** Counts what follows the regions of a subtree. */
export async function contentsOf(tx: EntityManager, path: string): Promise<RegionContents> {
  const contents: RegionContents = { residents: 0, courses: 0, organisations: 0 };
  for (const { table, counts, counted = 'TRUE' } of regionFollowers(tx.connection)) {
    if (!counts) continue;
    const [row]: { n: number }[] = await tx.query(`SELECT COUNT(*) AS n FROM ${table} WHERE region_path LIKE ? AND ${counted}`, [`${path}%`]);
    contents[counts] += row?.n ?? 0;
  }
  return contents;
}
