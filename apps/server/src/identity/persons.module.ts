import { Module } from '@nestjs/common';
import { PersonsService } from './persons.service.js';
import { ChecksumVerifier, RealNameVerifier } from './real-name-verifier.js';
import { RealNameService } from './real-name.service.js';
import { GrantsService } from './roles/grants.service.js';

/** Persons without logins: all that the worker needs of identity. */
@Module({
  providers: [GrantsService, PersonsService, RealNameService, { provide: RealNameVerifier, useClass: ChecksumVerifier }],
  exports: [GrantsService, PersonsService, RealNameService],
})
export class PersonsModule {}
