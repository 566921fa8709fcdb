import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrganisationChoicesDto } from '../organisations/organisations.dto.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import type { Principal } from '../platform/auth/principal.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { rootPathOf } from '../regions/region-path.js';
import { RegionsService } from '../regions/regions.service.js';
import { MembershipService } from './membership.service.js';
import { Person } from './person.entity.js';
import { ResidenceService } from './residence.service.js';

/** Where a learner says that they live and work. */
@Injectable()
export class MyPlaceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly regions: RegionsService,
    private readonly organisations: OrganisationsService,
    private readonly residences: ResidenceService,
    private readonly memberships: MembershipService,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem invalid_input unless people may live there */
  async moveTo({ personId, accountId }: Principal, regionId: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const region = await this.regions.holdHome(tx, regionId);
      const moved = await this.residences.changeRegion(tx, personId, region, accountId);
      if (moved) await this.audit.record(tx, { action: 'desk.change_region', by: accountId, on: { kind: 'person', id: personId }, regionPath: region.path, details: { to: region.id, own: true } });
    });
  }

  /** @throws Problem invalid_input (not an organisation of the own city), organisation_closed */
  async join({ personId, accountId }: Principal, organisationId: string | null): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const home = await tx.findOneByOrFail(Person, { id: personId });
      const organisation = organisationId === null ? null : await this.organisations.holdOpen(tx, organisationId);
      if (organisation && !(home.regionPath && organisation.regionPath.startsWith(rootPathOf(home.regionPath)))) {
        throw new Problem('invalid_input', [{ field: 'organisationId', message: '没有找到这个单位，请重新选择' }]);
      }
      const changed = await this.memberships.changeOrganisation(tx, personId, organisationId, accountId);
      if (changed) await this.audit.record(tx, { action: 'membership.change', by: accountId, on: { kind: 'person', id: personId }, regionPath: home.regionPath, details: { to: organisationId, own: true } });
    });
  }

  /** Organisations that the learner may choose. */
  async choices(personId: string, q: string): Promise<OrganisationChoicesDto> {
    const { regionPath } = await this.dataSource.manager.findOneByOrFail(Person, { id: personId });
    return regionPath === null ? { items: [] } : this.organisations.choices(rootPathOf(regionPath), q);
  }
}
