import { creditYear, isIdKind, maskDocumentNumber, maskIdNumber, maskName, maskPhone, needsSecondFactor } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock.js';
import type { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { RegionsService } from '../../regions/regions.service.js';
import { Account } from '../account.entity.js';
import { AccountsService } from '../accounts.service.js';
import { Consent } from '../consents/consent.entity.js';
import { Membership } from '../membership.entity.js';
import { LearningRecords } from '../merging/learning-records.js';
import { PersonMerge } from '../merging/person-merge.entity.js';
import { RealNameClaim } from '../real-name/real-name-claim.entity.js';
import { RealNameService } from '../real-name.service.js';
import { Residence } from '../residence.entity.js';
import { GrantsService } from '../roles/grants.service.js';
import type { LearnerDetailDto } from './desk.dto.js';
import { DeskPersons } from './desk-persons.js';

/** All that a desk sees of one learner, masked. */
@Injectable()
export class LearnerDetailService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: DeskPersons,
    private readonly accounts: AccountsService,
    private readonly grants: GrantsService,
    private readonly realNames: RealNameService,
    private readonly regions: RegionsService,
    private readonly organisations: OrganisationsService,
    private readonly learning: LearningRecords,
    private readonly keys: PersonKeys,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found */
  async get(caller: Principal, personId: string): Promise<LearnerDetailDto> {
    const { manager } = this.dataSource;
    const person = await this.persons.get(manager, caller, 'learners.read', personId);
    const cipher = await this.keys.open(person);
    const realName = this.realNames.decrypted(cipher, person);
    const claims = await manager.find(RealNameClaim, { where: { personId }, order: { submittedAt: 'DESC', id: 'DESC' } });
    const consents = await manager.find(Consent, { where: { personId }, order: { givenAt: 'DESC', id: 'DESC' } });
    const merges = await manager.find(PersonMerge, { where: { keptPersonId: personId }, order: { mergedAt: 'DESC', id: 'DESC' } });
    return {
      personId,
      nameMasked: realName && maskName(realName.name),
      documentKind: person.documentKind,
      idNumberMasked: realName && (person.documentKind && !isIdKind(person.documentKind) ? maskDocumentNumber(person.documentKind, realName.idNumber) : maskIdNumber(realName.idNumber)),
      verification: person.verification,
      registeredOn: person.registeredOn,
      state: person.state,
      stateOn: person.stateOn,
      sex: person.sex,
      age: person.birthYear === null ? null : creditYear(this.clock.now()) - person.birthYear,
      ...(await this.places(personId, person.regionId)),
      ...(await this.memberships(personId, person.organisationId)),
      accounts: await this.logins(cipher, personId),
      claims: claims.map((claim) => ({ id: claim.id, state: claim.state, documentKind: claim.documentKind, submittedAt: claim.submittedAt.toISOString(), decidedAt: claim.decidedAt?.toISOString() ?? null })),
      consents: consents.map(({ purpose, version, channel, givenAt, withdrawnAt }) => ({ purpose, version, channel, since: givenAt.toISOString(), until: withdrawnAt?.toISOString() ?? null })),
      merged: merges.map((merge) => ({ personId: merge.absorbedPersonId, mergedAt: merge.mergedAt.toISOString() })),
      credits: await this.learning.creditsOf(personId),
    };
  }

  private async places(personId: string, regionId: string | null): Promise<Pick<LearnerDetailDto, 'region' | 'residences'>> {
    const residences = await this.dataSource.manager.find(Residence, { where: { personId }, order: { validFrom: 'DESC', id: 'DESC' } });
    const places = await this.regions.places([...residences.map((residence) => residence.regionId), ...(regionId ? [regionId] : [])]);
    return {
      region: (regionId && places.get(regionId)) || null,
      residences: residences.map((row) => ({ region: places.get(row.regionId) ?? null, since: row.validFrom.toISOString(), until: row.validTo?.toISOString() ?? null })),
    };
  }

  private async memberships(personId: string, organisationId: string | null): Promise<Pick<LearnerDetailDto, 'organisation' | 'memberships'>> {
    const memberships = await this.dataSource.manager.find(Membership, { where: { personId }, order: { validFrom: 'DESC', id: 'DESC' } });
    const names = new Map<string, string>();
    for (const id of new Set(memberships.map((membership) => membership.organisationId))) names.set(id, (await this.organisations.brief(id))?.name ?? '');
    return {
      organisation: organisationId === null ? null : { id: organisationId, name: names.get(organisationId) ?? (await this.organisations.brief(organisationId))?.name ?? '' },
      memberships: memberships.map((row) => ({ organisationName: names.get(row.organisationId) ?? '', since: row.validFrom.toISOString(), until: row.validTo?.toISOString() ?? null })),
    };
  }

  private async logins(cipher: FieldCipher, personId: string): Promise<LearnerDetailDto['accounts']> {
    const accounts = await this.dataSource.manager.find(Account, { where: { personId: In([personId]) }, order: { createdAt: 'ASC', id: 'ASC' } });
    return Promise.all(
      accounts.map(async (account) => {
        const phone = this.accounts.phoneOf(cipher, account);
        const staff = (await this.grants.heldFromNowOn([account.id])).some(({ role }) => needsSecondFactor(role));
        const { id, loginNumber, passwordTemporary, totpConfirmedAt, createdAt } = account;
        return { id, phoneMasked: phone && maskPhone(phone), loginNumber, passwordTemporary, secondFactor: totpConfirmedAt !== null, staff, createdAt: createdAt.toISOString() };
      }),
    );
  }
}
