import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { withinScope } from '../platform/auth/scope.js';

/** Finds organisations by what a list calls them. */
@Injectable()
export class OrganisationLookup {
  constructor(private readonly dataSource: DataSource) {}

  /** Whether an organisation is open and kept by a region under a path. */
  async isOpenWithin(id: string, regionPath: string): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query('SELECT 1 FROM organisation WHERE id = ? AND region_path LIKE ? AND closed_at IS NULL', [id, `${regionPath}%`]);
    return rows.length > 0;
  }

  /** Names by id. */
  async names(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows: { id: string; name: string }[] = await this.dataSource.query('SELECT id, name FROM organisation WHERE id IN (?)', [ids]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Ids of open organisations within a scope by name; several where a name is not theirs alone. */
  async byName(tx: EntityManager, names: readonly string[], scope: readonly string[]): Promise<Map<string, string[]>> {
    const wanted = [...new Set(names.filter((name) => name !== ''))];
    if (wanted.length === 0) return new Map();
    const { sql, params } = withinScope('region_path', scope);
    const rows: { id: string; name: string }[] = await tx.query(`SELECT id, name FROM organisation WHERE name IN (?) AND closed_at IS NULL AND ${sql}`, [wanted, ...params]);
    return new Map([...Map.groupBy(rows, ({ name }) => name)].map(([name, found]) => [name, found.map(({ id }) => id)]));
  }
}
