import { HOME_LEVELS } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A region that people live in. */
export interface Home {
  id: string;
  path: string;
}

/** The regions that people live in, found by what a list calls them. */
@Injectable()
export class HomesService {
  constructor(private readonly dataSource: DataSource) {}

  /** Open communities under a path, by code and by name; several where a name is not theirs alone. */
  async directory(path: string): Promise<Map<string, Home[]>> {
    const rows: { id: string; path: string; code: string; name: string }[] = await this.dataSource.query(
      `SELECT r.id, r.path, r.code, r.name FROM region r
        WHERE r.path LIKE ? AND r.valid_to IS NULL AND r.level IN (?) AND NOT EXISTS (SELECT 1 FROM region c WHERE c.parent_id = r.id AND c.valid_to IS NULL)`,
      [`${path}%`, HOME_LEVELS],
    );
    const directory = new Map<string, Home[]>();
    for (const { id, path: at, code, name } of rows) {
      for (const key of [code, name]) directory.set(key, [...(directory.get(key) ?? []), { id, path: at }]);
    }
    return directory;
  }

  /** Those of the regions that are open, as they are and stay until the commit, by id. */
  async hold(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Home>> {
    if (ids.length === 0) return new Map();
    const rows: Home[] = await tx.query('SELECT id, path FROM region WHERE id IN (?) AND valid_to IS NULL ORDER BY id LOCK IN SHARE MODE', [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}
