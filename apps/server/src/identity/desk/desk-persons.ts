import { type Permission, mayGrantRole, needsSecondFactor } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { isWithinScope } from '../../platform/auth/scope.js';
import { Problem } from '../../platform/errors/problem.js';
import type { Region } from '../../regions/region.entity.js';
import { RegionsService } from '../../regions/regions.service.js';
import { Account } from '../account.entity.js';
import type { Person } from '../person.entity.js';
import { PersonsInScope } from '../persons-in-scope.js';
import { GrantsService } from '../roles/grants.service.js';

/** A person who is somebody still, not part of another record. */
export type Resident = Person & { state: 'active' | 'deceased' | 'moved' };

/** The residents whom a caller may serve. */
@Injectable()
export class DeskPersons {
  constructor(
    private readonly persons: PersonsInScope,
    private readonly regions: RegionsService,
    private readonly grants: GrantsService,
  ) {}

  /** @throws Problem not_found outside of the caller's regions, and for records that were merged or erased */
  async get(tx: EntityManager, caller: Principal, permission: Permission, personId: string): Promise<Resident> {
    const person = await this.persons.get(tx, personId, caller.scope(permission));
    if (!isResident(person)) throw new Problem('not_found');
    return person;
  }

  /** The same, locked until the transaction ends. */
  async lock(tx: EntityManager, caller: Principal, permission: Permission, personId: string): Promise<Resident> {
    await tx.query('SELECT 1 FROM person WHERE id = ? FOR UPDATE', [personId]);
    return this.get(tx, caller, permission, personId);
  }

  /**
   * Staff are for those who could end their roles: else a desk could lock an administrator out, or make their record its own.
   * @throws Problem staff_account when the person answers for others, now or from a day to come, in a role that the caller may not end
   */
  async assertRolesWithin(tx: EntityManager, caller: Principal, personId: string): Promise<void> {
    const accounts = await tx.find(Account, { select: { id: true }, where: { personId } });
    const held = await this.grants.heldFromNowOn(accounts.map(({ id }) => id), tx);
    if (held.some(({ role, regionPath }) => needsSecondFactor(role) && !mayGrantRole(caller.grants, role, regionPath))) throw new Problem('staff_account');
  }

  /** Where a resident may live, held until the commit. @throws Problem not_found outside of the caller's regions, invalid_input on `regionId` */
  async home(tx: EntityManager, caller: Principal, permission: Permission, regionId: string): Promise<Region> {
    const region = await this.regions.hold(tx, regionId);
    if (!region || !isWithinScope(region.path, caller.scope(permission))) throw new Problem('not_found');
    return this.regions.holdHome(tx, regionId);
  }
}

function isResident(person: Person): person is Resident {
  return person.state === 'active' || person.state === 'deceased' || person.state === 'moved';
}
