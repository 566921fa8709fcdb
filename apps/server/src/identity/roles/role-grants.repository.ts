import type { HeldRole, Role } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { withinScope } from '../../platform/auth/scope.js';
import type { GrantState } from './roles.dto.js';

/** A grant with the names around it. */
export interface GrantRow {
  id: string;
  account_id: string;
  person_id: string;
  display_name: string;
  role: Role;
  region_id: string | null;
  /** '' for the whole installation. */
  region_path: string;
  valid_from: Date;
  valid_to: Date | null;
  granted_by: string | null;
  granted_at: Date | null;
  revoked_by: string | null;
  reason: string | null;
}

/** A role over a region, and from when until when. */
export interface HeldGrant extends HeldRole {
  validFrom: Date;
  validTo: Date | null;
}

export interface GrantFilter {
  /** Region paths, all of which the grants must lie within one. */
  scope: readonly string[];
  regionPath?: string;
  role?: Role;
  state?: GrantState;
}

const COLUMNS = `g.id, g.account_id, a.person_id, a.display_name, g.role, g.region_id, COALESCE(r.path, '') AS region_path, g.valid_from, g.valid_to,
       giver.display_name AS granted_by, g.granted_at, ender.display_name AS revoked_by, g.reason`;
const TABLES = `role_grant g JOIN account a ON a.id = g.account_id LEFT JOIN region r ON r.id = g.region_id
       LEFT JOIN account giver ON giver.id = g.granted_by LEFT JOIN account ender ON ender.id = g.revoked_by`;

const IN_STATE: Record<GrantState, string> = {
  current: 'g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to > ?)',
  upcoming: 'g.valid_from > ? AND (g.valid_to IS NULL OR g.valid_to > ?)',
  ended: 'g.valid_to <= ? AND g.valid_to <= ?',
};

/** Grants of roles, read with who gave and who ended them. */
@Injectable()
export class RoleGrantsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. A grant of the whole installation is within no region's scope. */
  async page(filter: GrantFilter, now: Date, { offset, limit }: { offset: number; limit: number }): Promise<{ rows: GrantRow[]; total: number }> {
    const conditions = [withinScope('r.path', filter.scope)];
    if (filter.regionPath !== undefined) conditions.push(withinScope('r.path', [filter.regionPath]));
    if (filter.role) conditions.push({ sql: 'g.role = ?', params: [filter.role] });
    const state = filter.state ? { sql: IN_STATE[filter.state], params: [now, now] } : { sql: 'TRUE', params: [] };
    const where = [...conditions, state].map(({ sql }) => `(${sql})`).join(' AND ');
    const params = [...conditions.flatMap((condition) => condition.params), ...state.params];
    const rows: GrantRow[] = await this.dataSource.query(`SELECT ${COLUMNS} FROM ${TABLES} WHERE ${where} ORDER BY g.id DESC LIMIT ? OFFSET ?`, [...params, limit, offset]);
    const [count]: { n: number }[] = await this.dataSource.query(`SELECT COUNT(*) AS n FROM ${TABLES} WHERE ${where}`, params);
    return { rows, total: count?.n ?? 0 };
  }

  async byId(id: string): Promise<GrantRow | null> {
    const [row]: GrantRow[] = await this.dataSource.query(`SELECT ${COLUMNS} FROM ${TABLES} WHERE g.id = ?`, [id]);
    return row ?? null;
  }

  /** The grants that an account holds now, with their time. */
  async heldNow(tx: EntityManager, accountId: string, now: Date): Promise<HeldGrant[]> {
    const rows: Pick<GrantRow, 'role' | 'region_path' | 'valid_from' | 'valid_to'>[] = await tx.query(
      `SELECT g.role, COALESCE(r.path, '') AS region_path, g.valid_from, g.valid_to FROM role_grant g LEFT JOIN region r ON r.id = g.region_id
        WHERE g.account_id = ? AND (g.region_id IS NULL OR r.id IS NOT NULL) AND ${IN_STATE.current}`,
      [accountId, now, now],
    );
    return rows.map((row) => ({ role: row.role, regionPath: row.region_path, validFrom: row.valid_from, validTo: row.valid_to }));
  }

  /** Whether the account holds the role over exactly this region at some time of a period. */
  async overlaps(tx: EntityManager, grant: { accountId: string; role: Role; regionId: string | null; validFrom: Date; validTo: Date | null }): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT 1 FROM role_grant WHERE account_id = ? AND role = ? AND region_id <=> ? AND (valid_to IS NULL OR (valid_to > ? AND valid_to > valid_from)) AND (? IS NULL OR valid_from < ?) LIMIT 1`,
      [grant.accountId, grant.role, grant.regionId, grant.validFrom, grant.validTo, grant.validTo],
    );
    return rows.length > 0;
  }

  /**
   * Other grants of platform admins that hold now and have no end, whose holders are active. All grants of the role are
   * locked until the commit, so that two people who end each other's are not both believed.
   */
  async otherLastingAdmins(tx: EntityManager, id: string, now: Date): Promise<number> {
    await tx.query("SELECT id FROM role_grant WHERE role = 'platform_admin' ORDER BY id FOR UPDATE");
    const [row]: { n: number }[] = await tx.query(
      `SELECT COUNT(*) AS n FROM role_grant g JOIN account a ON a.id = g.account_id JOIN person p ON p.id = a.person_id
        WHERE g.role = 'platform_admin' AND g.region_id IS NULL AND g.id <> ? AND g.valid_from <= ? AND g.valid_to IS NULL AND p.state = 'active'`,
      [id, now],
    );
    return row?.n ?? 0;
  }
}
