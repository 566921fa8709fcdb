import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { RegionDependants, type RegionSuccession } from '../regions/region-dependants.js';

/** What becomes of residences and roles when regions are merged or closed. */
@Injectable()
export class IdentityAtRegions extends RegionDependants {
  constructor(private readonly clock: Clock) {
    super();
  }

  async succeed(tx: EntityManager, { from, to, by }: RegionSuccession): Promise<void> {
    const now = this.clock.date();
    await tx.query('UPDATE residence SET valid_to = ? WHERE region_id = ? AND valid_to IS NULL', [now, from.id]);
    await tx.query(
      `INSERT INTO residence (id, person_id, region_id, region_path, valid_from, valid_to, changed_by)
         SELECT UUID(), p.id, p.region_id, p.region_path, ?, NULL, ? FROM person p
          WHERE p.region_id = ? AND NOT EXISTS (SELECT 1 FROM residence r WHERE r.person_id = p.id AND r.valid_to IS NULL)`,
      [now, by, to.id],
    );
    await tx.query(
      `UPDATE role_grant SET region_id = ?, reason = LEFT(CONCAT_WS('；', reason, '随区域合并转入'), 200)
        WHERE region_id = ? AND (valid_to IS NULL OR valid_to > ?)`,
      [to.id, from.id, now],
    );
  }

  async endRoles(tx: EntityManager, regionId: string, by: string | null): Promise<void> {
    const now = this.clock.date();
    await tx.query(
      `UPDATE role_grant SET valid_to = ?, revoked_by = ?, reason = LEFT(CONCAT_WS('；', reason, '区域已撤销'), 200)
        WHERE region_id = ? AND (valid_to IS NULL OR valid_to > ?)`,
      [now, by, regionId, now],
    );
  }

  async countRoles(tx: EntityManager, path: string): Promise<number> {
    const now = this.clock.date();
    const [row]: { n: number }[] = await tx.query(
      'SELECT COUNT(*) AS n FROM role_grant g JOIN region r ON r.id = g.region_id WHERE r.path LIKE ? AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to > ?)',
      [`${path}%`, now, now],
    );
    return row?.n ?? 0;
  }
}
