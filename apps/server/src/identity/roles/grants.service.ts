import type { HeldRole, Permission, Role } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Grant, Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock.js';

/** The grants that count at this moment. The worker asks it too, when it runs what somebody started earlier. */
@Injectable()
export class GrantsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Roles of an account that are in force now, without the one of learner that everyone has. A grant for a region that is gone reaches nothing. */
  async inForce(accountId: string): Promise<Grant[]> {
    const now = this.clock.date();
    const rows: { role: Role; region_id: string | null; region_path: string }[] = await this.dataSource.query(
      `SELECT g.role, g.region_id, COALESCE(r.path, '') AS region_path
         FROM role_grant g LEFT JOIN region r ON r.id = g.region_id
        WHERE g.account_id = ? AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to > ?) AND (g.region_id IS NULL OR r.id IS NOT NULL)
        ORDER BY g.id`,
      [accountId, now, now],
    );
    return rows.map((row) => ({ role: row.role, regionId: row.region_id, regionPath: row.region_path }));
  }

  /** Roles that some accounts hold now or will hold from a day to come. */
  async heldFromNowOn(accountIds: readonly string[], tx: EntityManager = this.dataSource.manager): Promise<HeldRole[]> {
    if (accountIds.length === 0) return [];
    const rows: { role: Role; region_path: string }[] = await tx.query(
      `SELECT g.role, COALESCE(r.path, '') AS region_path FROM role_grant g LEFT JOIN region r ON r.id = g.region_id
        WHERE g.account_id IN (?) AND (g.valid_to IS NULL OR g.valid_to > ?)`,
      [accountIds, this.clock.date()],
    );
    return rows.map((row) => ({ role: row.role, regionPath: row.region_path }));
  }

  /**
   * Region paths within which an account holds a permission now, whatever it held when it started a job (reliability.md,
   * requirement 8). Nothing for who is no longer an active person.
   */
  async scopeNow(accountId: string, permission: Permission): Promise<string[]> {
    const [holder]: { person_id: string }[] = await this.dataSource.query(
      "SELECT a.person_id FROM account a JOIN person p ON p.id = a.person_id WHERE a.id = ? AND p.state = 'active'",
      [accountId],
    );
    return holder ? new Principal(accountId, holder.person_id, '', await this.inForce(accountId)).scope(permission) : [];
  }
}
