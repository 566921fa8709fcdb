import { shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { Account } from '../account.entity.js';
import { MembershipService } from '../membership.service.js';
import { Person } from '../person.entity.js';
import { ResidenceService } from '../residence.service.js';
import { Session } from '../session.entity.js';
import type { OrganisationChangeDto, RegionChangeDto, StateChangeDto } from './desk.dto.js';
import { DeskPersons } from './desk-persons.js';

/** Where residents live and work, and that they have died or moved away. What was learned before stays where it was. */
@Injectable()
export class DeskResidentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: DeskPersons,
    private readonly residences: ResidenceService,
    private readonly memberships: MembershipService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found, staff_account, invalid_input (a day to come) */
  async changeState(caller: Principal, personId: string, { state, on, reason }: StateChangeDto): Promise<void> {
    if (on > shanghaiDate(this.clock.now())) throw new Problem('invalid_input', [{ field: 'on', message: '日期不能在今天以后' }]);
    await inTransaction(this.dataSource, async (tx) => {
      const person = await this.persons.lock(tx, caller, 'desk.change_state', personId);
      if (person.state === state && person.stateOn === on) return;
      await this.persons.assertRolesWithin(tx, caller, person.id);
      await tx.update(Person, { id: person.id }, { state, stateOn: on });
      if (state === 'deceased') {
        const accounts = await tx.find(Account, { select: { id: true }, where: { personId: person.id } });
        await tx.delete(Session, { accountId: In(accounts.map(({ id }) => id)) });
      }
      await this.audit.record(tx, { action: 'desk.change_state', by: caller.accountId, on: { kind: 'person', id: person.id }, regionPath: person.regionPath, reason, details: { from: person.state, to: state, on } });
    });
  }

  /** Both where they lived and where they live now lie within the caller's regions. @throws Problem not_found, invalid_input */
  async changeRegion(caller: Principal, personId: string, { regionId, reason }: RegionChangeDto): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const region = await this.persons.home(tx, caller, 'desk.change_state', regionId);
      const person = await this.persons.lock(tx, caller, 'desk.change_state', personId);
      const moved = await this.residences.changeRegion(tx, person.id, region, caller.accountId);
      if (!moved) return;
      await this.audit.record(tx, { action: 'desk.change_region', by: caller.accountId, on: { kind: 'person', id: person.id }, regionPath: region.path, reason, details: { from: person.regionId, to: region.id } });
    });
  }

  /** @throws Problem not_found, invalid_input, organisation_closed */
  async changeOrganisation(caller: Principal, personId: string, { organisationId, reason }: OrganisationChangeDto): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const person = await this.persons.lock(tx, caller, 'desk.change_state', personId);
      const changed = await this.memberships.changeOrganisation(tx, person.id, organisationId, caller.accountId);
      if (!changed) return;
      await this.audit.record(tx, { action: 'membership.change', by: caller.accountId, on: { kind: 'person', id: person.id }, regionPath: person.regionPath, reason, details: { from: person.organisationId, to: organisationId } });
    });
  }
}
