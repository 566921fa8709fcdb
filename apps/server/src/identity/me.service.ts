import { type Permission, maskDocumentNumber, maskName, maskPhone, needsSecondFactor, permissionsOf } from '@xuexi/domain';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { PersonKeys } from '../platform/crypto/person-keys.js';
import { RegionsService } from '../regions/regions.service.js';
import { Account } from './account.entity.js';
import { AccountsService } from './accounts.service.js';
import { isVerified } from './counting.js';
import type { MeDto } from './identity.dto.js';
import { Person } from './person.entity.js';
import { RealNameService } from './real-name.service.js';
import { RealNameClaimsService } from './real-name/real-name-claims.service.js';
import { GrantsService } from './roles/grants.service.js';
import { SecondFactorService } from './security/second-factor.service.js';
import { Session } from './session.entity.js';
import { carriesRoles } from './sessions.service.js';

/** An account as its holder sees it: everything sensitive masked. */
@Injectable()
export class MeService {
  private readonly demo: boolean;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly dataSource: DataSource,
    private readonly grants: GrantsService,
    private readonly accounts: AccountsService,
    private readonly realNames: RealNameService,
    private readonly claims: RealNameClaimsService,
    private readonly regions: RegionsService,
    private readonly organisations: OrganisationsService,
    private readonly keys: PersonKeys,
    private readonly secondFactor: SecondFactorService,
    private readonly clock: Clock,
  ) {
    this.demo = config.development;
  }

  /** @param sessionId the session that asks, as the principal names it */
  async describe(accountId: string, sessionId: string): Promise<MeDto> {
    const account = await this.dataSource.manager.findOneByOrFail(Account, { id: accountId });
    const person = await this.dataSource.manager.findOneByOrFail(Person, { id: account.personId });
    const grants = await this.grants.inForce(accountId);
    const places = await this.regions.places([...grants.flatMap((grant) => grant.regionId ?? []), ...(person.regionId ? [person.regionId] : [])]);
    const cipher = await this.keys.open(person);
    const realName = this.realNames.decrypted(cipher, person);
    const phone = this.accounts.phoneOf(cipher, account);
    const needed = !this.demo && grants.some(({ role }) => needsSecondFactor(role));
    const secondFactorAt = await this.secondFactorAt(sessionId);
    const roles = [{ role: 'learner' as const, regionId: null }, ...grants];
    return {
      accountId,
      displayName: account.displayName,
      phoneMasked: phone && maskPhone(phone),
      loginNumber: account.loginNumber,
      hasPassword: account.passwordHash !== null,
      passwordTemporary: account.passwordTemporary,
      secondFactor: {
        on: account.totpConfirmedAt !== null,
        needed,
        given: needed ? carriesRoles(secondFactorAt, this.clock.date()) : secondFactorAt !== null,
        recoveryCodesLeft: account.totpConfirmedAt ? await this.secondFactor.recoveryCodesLeft(accountId) : 0,
      },
      roles: roles.map(({ role, regionId }) => ({ role, region: regionId ? (places.get(regionId) ?? null) : null })),
      permissions: [...new Set(roles.flatMap(({ role }): readonly Permission[] => permissionsOf(role)))],
      person: {
        id: person.id,
        verification: person.verification,
        verifiedAt: (isVerified(person) && person.verifiedAt?.toISOString()) || null,
        nameMasked: realName && maskName(realName.name),
        idNumberMasked: realName && person.documentKind && maskDocumentNumber(person.documentKind, realName.idNumber),
        documentKind: person.documentKind,
        age: realName && this.realNames.derived(realName.idNumber).age,
        sex: person.sex,
        birthYear: person.birthYear,
        claim: await this.claims.latest(cipher, person),
        region: (person.regionId && places.get(person.regionId)) || null,
        organisation: person.organisationId === null ? null : await this.organisations.brief(person.organisationId),
      },
    };
  }

  private async secondFactorAt(sessionId: string): Promise<Date | null> {
    const session = await this.dataSource.manager.findOne(Session, { select: { tokenHash: true, secondFactorAt: true }, where: { tokenHash: sessionId } });
    return session?.secondFactorAt ?? null;
  }
}
