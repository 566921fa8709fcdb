import { maskName } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { RegionsService } from '../../regions/regions.service.js';
import { Account } from '../account.entity.js';
import { PersonMergeService } from '../merging/person-merge.service.js';
import { Person } from '../person.entity.js';
import { RealNameService } from '../real-name.service.js';
import { ClaimDecisions } from './claim-decisions.service.js';
import { RealNameClaim } from './real-name-claim.entity.js';
import type { ClaimRequestDto } from './real-name.dto.js';

const MERGE_REASON = '本人在原账号确认是同一个人';

/** Claims of others on the caller's own document: the verified holder says whether it was them. */
@Injectable()
export class ClaimRequestsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: ClaimDecisions,
    private readonly realNames: RealNameService,
    private readonly merging: PersonMergeService,
    private readonly regions: RegionsService,
  ) {}

  async of(personId: string): Promise<ClaimRequestDto[]> {
    const claims = await this.claimsOn(personId);
    const claimants = claims.map((claim) => claim.personId);
    const persons = await this.dataSource.manager.findBy(Person, { id: In(claimants) });
    const accounts = await this.dataSource.manager.findBy(Account, { personId: In(claimants) });
    const places = await this.regions.places(persons.flatMap((person) => person.regionId ?? []));
    const regionOf = new Map(persons.map(({ id, regionId }) => [id, (regionId && places.get(regionId)?.name) || null]));
    const nameOf = new Map(accounts.map((account) => [account.personId, account.displayName]));
    return claims.map((claim) => ({
      id: claim.id,
      displayNameMasked: maskName(nameOf.get(claim.personId) ?? ''),
      region: regionOf.get(claim.personId) ?? null,
      submittedAt: claim.submittedAt.toISOString(),
    }));
  }

  /** 是本人: both become one person, the caller's. @throws Problem not_found, claim_decided, what merging refuses */
  async confirm(caller: { accountId: string; personId: string }, claimId: string): Promise<void> {
    const claim = await this.claimOn(caller.personId, claimId);
    await inTransaction(this.dataSource, async (tx) => {
      await this.decisions.end(tx, claim.id, { state: 'merged', decidedBy: caller.accountId });
      await this.merging.merge(tx, { keepPersonId: caller.personId, absorbPersonId: claim.personId, by: caller.accountId, reason: MERGE_REASON });
    });
  }

  /** 不是本人: the claim is sent back, for a reason that tells nothing. @throws Problem not_found, claim_decided */
  async refuse(caller: { accountId: string; personId: string }, claimId: string): Promise<void> {
    const claim = await this.claimOn(caller.personId, claimId);
    await inTransaction(this.dataSource, (tx) => this.decisions.reject(tx, claim, { reason: 'at_desk', note: null, by: caller.accountId }));
  }

  private async claimOn(personId: string, claimId: string): Promise<RealNameClaim> {
    const claim = (await this.claimsOn(personId)).find(({ id }) => id === claimId);
    if (!claim) throw new Problem('not_found');
    return claim;
  }

  private async claimsOn(personId: string): Promise<RealNameClaim[]> {
    const holder = await this.dataSource.manager.findOneBy(Person, { id: personId });
    if (holder?.verification !== 'verified' || holder.idNumberIndex === null) return [];
    const numbers = await this.realNames.indexesHeldBy(this.dataSource.manager, holder);
    const claims = await this.dataSource.manager.find(RealNameClaim, { where: { numberIndex: In(numbers), state: 'pending' }, order: { id: 'ASC' } });
    return claims.filter((claim) => claim.personId !== personId);
  }
}
