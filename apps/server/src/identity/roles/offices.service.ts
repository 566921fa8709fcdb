import { type Permission, type Role, roleCan } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** In which role, and for which region, somebody acted. No name: residents are told the office, not the person. */
export interface Office {
  role: Role;
  /** Null: the whole installation. */
  region: string | null;
}

/** What office staff held when they decided something. */
@Injectable()
export class OfficesService {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns the grant next to the region that gave the permission at that time; null when none did */
  async officeOf(accountId: string, { permission, regionPath, at }: { permission: Permission; regionPath: string; at: Date }): Promise<Office | null> {
    const grants: { role: Role; name: string | null; path: string }[] = await this.dataSource.query(
      `SELECT g.role, r.name, COALESCE(r.path, '') AS path FROM role_grant g LEFT JOIN region r ON r.id = g.region_id
        WHERE g.account_id = ? AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to > ?) ORDER BY LENGTH(path) DESC`,
      [accountId, at, at],
    );
    const grant = grants.find(({ role, path }) => roleCan(role, permission) && regionPath.startsWith(path));
    return grant ? { role: grant.role, region: grant.name } : null;
  }
}
