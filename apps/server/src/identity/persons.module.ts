import { Module } from '@nestjs/common';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { ConsentsService } from './consents/consents.service.js';
import { MembershipService } from './membership.service.js';
import { PersonsInScope } from './persons-in-scope.js';
import { PersonsService } from './persons.service.js';
import { ClaimDecisions } from './real-name/claim-decisions.service.js';
import { RealNameService } from './real-name.service.js';
import { ResidenceService } from './residence.service.js';
import { GrantsService } from './roles/grants.service.js';

/** Persons without logins: all that the worker needs of identity. */
@Module({
  imports: [OrganisationsModule],
  providers: [ClaimDecisions, ConsentsService, GrantsService, MembershipService, PersonsInScope, PersonsService, RealNameService, ResidenceService],
  exports: [ClaimDecisions, ConsentsService, GrantsService, MembershipService, OrganisationsModule, PersonsInScope, PersonsService, RealNameService, ResidenceService],
})
export class PersonsModule {}
