import { Module } from '@nestjs/common';
import { PersonsService } from './persons.service.js';
import { ChecksumVerifier, RealNameVerifier } from './real-name-verifier.js';
import { RealNameService } from './real-name.service.js';

/** Persons without logins: all that the worker needs of identity. */
@Module({
  providers: [PersonsService, RealNameService, { provide: RealNameVerifier, useClass: ChecksumVerifier }],
  exports: [PersonsService, RealNameService],
})
export class PersonsModule {}
