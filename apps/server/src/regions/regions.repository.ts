import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { withinScope } from '../platform/auth/scope.js';
import { Region } from './region.entity.js';

@Injectable()
export class RegionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  byId(id: string, tx: EntityManager = this.dataSource.manager): Promise<Region | null> {
    return tx.findOneBy(Region, { id });
  }

  byIds(ids: string[]): Promise<Region[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.dataSource.manager.findBy(Region, { id: In(ids) });
  }

  /** The open region of a code. */
  byCode(code: string, tx: EntityManager = this.dataSource.manager): Promise<Region | null> {
    return tx.findOneBy(Region, { openCode: code });
  }

  any(tx: EntityManager): Promise<boolean> {
    return tx.existsBy(Region, {});
  }

  /** As it is and stays until the commit. */
  held(tx: EntityManager, id: string): Promise<Region | null> {
    return tx.findOne(Region, { where: { id }, lock: { mode: 'pessimistic_read' } });
  }

  childrenOf(parentId: string | null): Promise<Region[]> {
    return this.dataSource.manager.find(Region, { where: { parentId: parentId ?? IsNull(), validTo: IsNull() }, order: { code: 'ASC' } });
  }

  /** Children that have been closed, the latest first. */
  closedChildrenOf(parentId: string): Promise<Region[]> {
    return this.dataSource.manager
      .createQueryBuilder(Region, 'region')
      .where('region.parentId = :parentId AND region.validTo IS NOT NULL', { parentId })
      .orderBy('region.validTo', 'DESC')
      .getMany();
  }

  /** Open regions within a scope whose name contains a text, or whose code begins with it. */
  async search(text: string, scope: readonly string[], limit: number): Promise<Region[]> {
    const within = withinScope('path', scope);
    // Digits are a code: an ascii column is never compared with Chinese.
    const matching = /^\d+$/.test(text) ? { sql: 'code LIKE ?', param: `${text}%` } : { sql: 'name LIKE ?', param: `%${text.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%` };
    const rows: { id: string }[] = await this.dataSource.query(`SELECT id FROM region WHERE valid_to IS NULL AND ${matching.sql} AND ${within.sql} ORDER BY CHAR_LENGTH(name), code LIMIT ?`, [
      matching.param,
      ...within.params,
      limit,
    ]);
    const found = new Map((await this.byIds(rows.map((row) => row.id))).map((region) => [region.id, region]));
    return rows.flatMap((row) => found.get(row.id) ?? []);
  }

  /** Ids among the given ones that have at least one open region under them. */
  async parentsAmong(ids: string[], tx: EntityManager = this.dataSource.manager): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows: { parent_id: string }[] = await tx.query('SELECT DISTINCT parent_id FROM region WHERE parent_id IN (?) AND valid_to IS NULL', [ids]);
    return new Set(rows.map((row) => row.parent_id));
  }

  /** Open regions below one, whether it is open itself or not. */
  async countOpenBelow(tx: EntityManager, path: string): Promise<number> {
    const [row]: { n: number }[] = await tx.query('SELECT COUNT(*) AS n FROM region WHERE path LIKE ? AND path <> ? AND valid_to IS NULL', [`${path}%`, path]);
    return row?.n ?? 0;
  }
}
