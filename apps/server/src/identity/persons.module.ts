import { Module } from '@nestjs/common';
import { ConsentsService } from './consents/consents.service.js';
import { PersonsInScope } from './persons-in-scope.js';
import { PersonsService } from './persons.service.js';
import { ClaimDecisions } from './real-name/claim-decisions.service.js';
import { RealNameClaimsService } from './real-name/real-name-claims.service.js';
import { RealNameService } from './real-name.service.js';
import { GrantsService } from './roles/grants.service.js';

/** Persons without logins: all that the worker needs of identity. */
@Module({
  providers: [ClaimDecisions, ConsentsService, GrantsService, PersonsInScope, PersonsService, RealNameClaimsService, RealNameService],
  exports: [ClaimDecisions, ConsentsService, GrantsService, PersonsInScope, PersonsService, RealNameClaimsService, RealNameService],
})
export class PersonsModule {}
