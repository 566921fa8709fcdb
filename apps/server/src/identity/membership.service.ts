import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { Membership } from './membership.entity.js';
import { Person } from './person.entity.js';

/** To which organisation persons belong, with history. */
@Injectable()
export class MembershipService {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a person a member of an organisation, or of none; the membership before ends. Whether the caller may do so,
   * and the audit log, are the caller's.
   * @param by account of who does it
   * @returns false when nothing changes
   * @throws Problem invalid_input (no such organisation), organisation_closed
   */
  async changeOrganisation(tx: EntityManager, personId: string, organisationId: string | null, by: string): Promise<boolean> {
    if (organisationId !== null) await this.organisations.holdOpen(tx, organisationId);
    const person = await tx.findOneOrFail(Person, { select: { id: true, organisationId: true }, where: { id: personId }, lock: { mode: 'pessimistic_write' } });
    if (person.organisationId === organisationId) return false;
    const now = this.clock.date();
    await tx.update(Membership, { personId, validTo: IsNull() }, { validTo: now });
    if (organisationId !== null) await tx.insert(Membership, { id: newId(), personId, organisationId, validFrom: now, validTo: null, changedBy: by });
    await tx.update(Person, { id: personId }, { organisationId });
    return true;
  }
}
