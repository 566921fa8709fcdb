import { Module } from '@nestjs/common';
import { ConsentsService } from './consents/consents.service.js';
import { PersonsInScope } from './persons-in-scope.js';
import { PersonsService } from './persons.service.js';
import { RealNameService } from './real-name.service.js';
import { GrantsService } from './roles/grants.service.js';

/** Persons without logins: all that the worker needs of identity. */
@Module({
  providers: [ConsentsService, GrantsService, PersonsInScope, PersonsService, RealNameService],
  exports: [ConsentsService, GrantsService, PersonsInScope, PersonsService, RealNameService],
})
export class PersonsModule {}
