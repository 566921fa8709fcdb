import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import { Region } from './region.entity.js';

@Injectable()
export class RegionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  byId(id: string): Promise<Region | null> {
    return this.dataSource.manager.findOneBy(Region, { id });
  }

  byIds(ids: string[]): Promise<Region[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.dataSource.manager.findBy(Region, { id: In(ids) });
  }

  childrenOf(parentId: string | null): Promise<Region[]> {
    return this.dataSource.manager.find(Region, { where: { parentId: parentId ?? IsNull(), validTo: IsNull() }, order: { code: 'ASC' } });
  }

  /** Ids among the given ones that have at least one region under them. */
  async parentsAmong(ids: string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows: { parent_id: string }[] = await this.dataSource.query('SELECT DISTINCT parent_id FROM region WHERE parent_id IN (?) AND valid_to IS NULL', [ids]);
    return new Set(rows.map((row) => row.parent_id));
  }
}
