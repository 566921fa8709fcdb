import { dayEndsAt, dayStartsAt, isInstallationWide, mayGrantRole, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { isWithinScope } from '../../platform/auth/scope.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import type { Region } from '../../regions/region.entity.js';
import { RegionsService } from '../../regions/regions.service.js';
import { Account } from '../account.entity.js';
import { Person } from '../person.entity.js';
import { PersonsService } from '../persons.service.js';
import { RoleGrant } from '../role-grant.entity.js';
import { type GrantRow, RoleGrantsRepository } from './role-grants.repository.js';
import type { GrantState, NewRoleGrantDto, RoleGrantDto, RoleGrantPageDto, RoleGrantQuery } from './roles.dto.js';

/** 角色授权: who holds which role where and until when, given and ended within the caller's own regions. */
@Injectable()
export class RoleGrantsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: RoleGrantsRepository,
    private readonly regions: RegionsService,
    private readonly persons: PersonsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Newest first. @throws Problem not_found for a region outside of the caller's */
  async list(caller: Principal, query: RoleGrantQuery): Promise<RoleGrantPageDto> {
    const scope = caller.scope('roles.read');
    const region = query.regionId === undefined ? undefined : await this.regionWithin(query.regionId, scope);
    const filter = { scope, regionPath: region?.path, role: query.role, state: query.state };
    const { rows, total } = await this.repository.page(filter, this.clock.date(), { offset: (query.page - 1) * query.pageSize, limit: query.pageSize });
    return { items: await this.describe(caller, rows), total, page: query.page, pageSize: query.pageSize };
  }

  /**
   * Gives a role, from the next request on.
   * @throws Problem not_found (region outside of the caller's), not_permitted (a role the caller may not give there),
   *   own_role, role_already_granted, invalid_input (on `validTo` when it would outlast the caller's own)
   */
  async grant(caller: Principal, input: NewRoleGrantDto): Promise<RoleGrantDto> {
    const region = input.regionId === null ? null : await this.regionWithin(input.regionId, caller.scope('roles.grant'));
    if (!mayGrantRole(caller.grants, input.role, region?.path ?? '')) throw new Problem('not_permitted');
    if (region?.validTo) throw new Problem('invalid_input', [{ field: 'regionId', message: '这个区域已经撤销，请选择别的区域' }]);
    if (input.validFrom < shanghaiDate(this.clock.now())) throw new Problem('invalid_input', [{ field: 'validFrom', message: '开始日期不能早于今天' }]);
    const grant: RoleGrant = {
      id: newId(),
      accountId: input.accountId,
      role: input.role,
      regionId: region?.id ?? null,
      validFrom: new Date(dayStartsAt(input.validFrom)),
      validTo: input.validTo === null ? null : new Date(dayEndsAt(input.validTo)),
      grantedBy: caller.accountId,
      grantedAt: this.clock.date(),
      revokedBy: null,
      reason: input.reason,
    };
    await inTransaction(this.dataSource, async (tx) => {
      const account = await tx.findOne(Account, { where: { id: input.accountId }, lock: { mode: 'pessimistic_write' } });
      const person = account && (await tx.findOneBy(Person, { id: account.personId }));
      if (person?.state !== 'active') throw new Problem('invalid_input', [{ field: 'accountId', message: '没有找到这个账号，请重新查找' }]);
      if (person.id === caller.personId) throw new Problem('own_role');
      grant.validFrom = await this.startWithin(tx, caller, grant, region?.path ?? '');
      if (await this.repository.overlaps(tx, grant)) throw new Problem('role_already_granted');
      await tx.insert(RoleGrant, grant);
      await this.audit.record(tx, {
        action: 'role.grant',
        by: caller.accountId,
        on: { kind: 'role_grant', id: grant.id },
        regionPath: region?.path,
        reason: input.reason,
        details: { accountId: input.accountId, role: input.role, regionId: grant.regionId, validFrom: input.validFrom, validTo: input.validTo },
      });
    });
    const [described] = await this.describe(caller, [(await this.repository.byId(grant.id))!]);
    return described!;
  }

  /** Ends a grant now. @throws Problem not_found, not_permitted, grant_ended, last_platform_admin */
  async revoke(caller: Principal, id: string): Promise<void> {
    const grant = await this.repository.byId(id);
    if (!grant || !isWithinScope(grant.region_path, caller.scope('roles.grant'))) throw new Problem('not_found');
    if (!mayGrantRole(caller.grants, grant.role, grant.region_path)) throw new Problem('not_permitted');
    await inTransaction(this.dataSource, async (tx) => {
      const now = this.clock.date();
      if (isInstallationWide(grant.role) && (await this.repository.otherLastingAdmins(tx, id, now)) === 0) throw new Problem('last_platform_admin');
      const held = await tx.findOne(RoleGrant, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!held || (held.validTo !== null && held.validTo <= now)) throw new Problem('grant_ended');
      await tx.update(RoleGrant, { id }, { validTo: now, revokedBy: caller.accountId });
      await this.audit.record(tx, {
        action: 'role.revoke',
        by: caller.accountId,
        on: { kind: 'role_grant', id },
        regionPath: grant.region_path || null,
        details: { accountId: grant.account_id, role: grant.role, regionId: grant.region_id },
      });
    });
  }

  /**
   * Nobody gives what they do not hold themselves at the time: the grant lies within one of the caller's that allows it.
   * @returns its start, not before that of the caller's, which may have begun later on the same day
   */
  private async startWithin(tx: EntityManager, caller: Principal, { role, validFrom, validTo }: RoleGrant, regionPath: string): Promise<Date> {
    const held = await this.repository.heldNow(tx, caller.accountId, this.clock.date());
    const allowing = held.filter((own) => mayGrantRole([own], role, regionPath) && (own.validTo === null || (validTo !== null && validTo <= own.validTo)));
    if (allowing.length === 0) throw new Problem('invalid_input', [{ field: 'validTo', message: '结束日期超出了你自己的授权期限，请改早一些' }]);
    const earliest = Math.min(...allowing.map((own) => own.validFrom.getTime()));
    return new Date(Math.max(validFrom.getTime(), earliest));
  }

  private async describe(caller: Principal, rows: GrantRow[]): Promise<RoleGrantDto[]> {
    const places = await this.regions.places(rows.flatMap((row) => row.region_id ?? []));
    const names = await this.persons.maskedNames([...new Set(rows.map((row) => row.person_id))]);
    const now = this.clock.date();
    return rows.map((row) => {
      const state = stateOf(row, now);
      return {
        id: row.id,
        accountId: row.account_id,
        displayName: row.display_name,
        nameMasked: names.get(row.person_id) ?? '*',
        role: row.role,
        region: (row.region_id && places.get(row.region_id)) || null,
        state,
        validFrom: row.valid_from.toISOString(),
        validTo: row.valid_to?.toISOString() ?? null,
        grantedBy: row.granted_by,
        grantedAt: row.granted_at?.toISOString() ?? null,
        revokedBy: row.revoked_by,
        reason: row.reason,
        mayEnd: state !== 'ended' && mayGrantRole(caller.grants, row.role, row.region_path),
      };
    });
  }

  private async regionWithin(id: string, scope: readonly string[]): Promise<Region> {
    const region = await this.regions.get(id);
    if (!isWithinScope(region.path, scope)) throw new Problem('not_found');
    return region;
  }
}

function stateOf({ valid_from, valid_to }: Pick<GrantRow, 'valid_from' | 'valid_to'>, now: Date): GrantState {
  if (valid_to !== null && valid_to <= now) return 'ended';
  return valid_from > now ? 'upcoming' : 'current';
}
