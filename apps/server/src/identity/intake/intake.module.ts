import { Module } from '@nestjs/common';
import { PersonsModule } from '../persons.module.js';
import { IntakeRepository } from './intake.repository.js';
import { IntakeRows } from './intake-rows.js';
import { PersonLookup } from './person-lookup.service.js';
import { ResidentIntake } from './resident-intake.service.js';
import { RosterIntake } from './roster-intake.service.js';

/** Taking in lists of persons, for api and worker. */
@Module({ imports: [PersonsModule], providers: [IntakeRepository, IntakeRows, PersonLookup, ResidentIntake, RosterIntake], exports: [PersonLookup, ResidentIntake, RosterIntake] })
export class IntakeModule {}
