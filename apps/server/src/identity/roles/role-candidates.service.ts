import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { BlindIndex } from '../../platform/crypto/blind-index.js';
import { Problem } from '../../platform/errors/problem.js';
import { LimitsService } from '../../platform/limits/limits.service.js';
import { RegionsService } from '../../regions/regions.service.js';
import { Account } from '../account.entity.js';
import { Person } from '../person.entity.js';
import { PersonsService } from '../persons.service.js';
import type { RoleCandidateDto, RoleCandidateQuery } from './roles.dto.js';

/** Whom a role may be granted to. */
@Injectable()
export class RoleCandidatesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly regions: RegionsService,
    private readonly persons: PersonsService,
    private readonly blindIndex: BlindIndex,
    private readonly limits: LimitsService,
  ) {}

  /**
   * The account of exactly this phone number or 学员号, wherever its holder lives: whoever grants a role knows the person.
   * @throws Problem not_found, too_many_attempts
   */
  async find(caller: Principal, { number: { phone, loginNumber } }: RoleCandidateQuery): Promise<RoleCandidateDto> {
    await this.limits.take({ limit: 'role_candidate_account', key: caller.accountId });
    const { manager } = this.dataSource;
    const account = (phone && (await manager.findOneBy(Account, { phoneIndex: this.blindIndex.of('phone', phone) }))) || (await manager.findOneBy(Account, { loginNumber }));
    const person = account && (await manager.findOneBy(Person, { id: account.personId }));
    if (!account || person?.state !== 'active') throw new Problem('not_found');
    const places = await this.regions.places(person.regionId ? [person.regionId] : []);
    return {
      accountId: account.id,
      displayName: account.displayName,
      nameMasked: (await this.persons.maskedNames([person.id])).get(person.id) ?? '*',
      region: (person.regionId && places.get(person.regionId)) || null,
      isCaller: person.id === caller.personId,
    };
  }
}
