import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PersonsInScope } from '../../identity/persons-in-scope.js';
import type { Principal } from '../../platform/auth/principal.js';
import { MyCreditsService } from '../my-credits.service.js';
import type { MyCreditsDto } from '../credits.dto.js';

/** A learner's credits as staff of their region see them. */
@Injectable()
export class LearnerCreditsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: PersonsInScope,
    private readonly credits: MyCreditsService,
  ) {}

  /** @param year the current one when absent @throws Problem not_found */
  async ofYear(caller: Principal, personId: string, year?: number): Promise<MyCreditsDto> {
    const person = await this.persons.get(this.dataSource.manager, personId, caller.scope('credits.read'));
    return this.credits.ofYear(person.id, year);
  }
}
