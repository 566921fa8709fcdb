import { maskDocumentNumber, maskName } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { isWithinScope, withinScope } from '../../platform/auth/scope.js';
import type { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { PROBLEMS } from '../../platform/errors/problems.js';
import type { RegionPlaceDto } from '../../regions/regions.dto.js';
import { RegionsService } from '../../regions/regions.service.js';
import { GuardianConsent } from '../consents/guardian-consent.entity.js';
import { Person } from '../person.entity.js';
import { type RealName, RealNameService } from '../real-name.service.js';
import { ClaimDecisions } from './claim-decisions.service.js';
import { RealNameClaim } from './real-name-claim.entity.js';
import { claimedName, rejectionOf } from './real-name-claims.service.js';
import type { ApprovalsResultDto, ClaimQuery, RealNameClaimDto, RealNameClaimPageDto, RejectionDto } from './real-name.dto.js';

/** What is read once for a whole page of claims. */
interface Surroundings {
  persons: Map<string, Person>;
  ciphers: Map<string, FieldCipher>;
  places: Map<string, RegionPlaceDto>;
  holders: Map<string, Person>;
  agreed: Set<string>;
  scope: string[];
}

/** 实名核对: the claims of a region, and what staff decide on them. */
@Injectable()
export class ClaimReviewService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: ClaimDecisions,
    private readonly realNames: RealNameService,
    private readonly regions: RegionsService,
    private readonly keys: PersonKeys,
  ) {}

  async list(caller: Principal, { state, cursor, limit }: ClaimQuery): Promise<RealNameClaimPageDto> {
    const scope = withinScope('p.region_path', caller.scope('real_name.review'));
    const [after, order] = state === 'pending' ? ['>', 'ASC'] : ['<', 'DESC'];
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT c.id FROM real_name_claim c JOIN person p ON p.id = c.person_id
        WHERE c.state = ? AND ${scope.sql} ${cursor ? `AND c.id ${after} ?` : ''} ORDER BY c.id ${order} LIMIT ?`,
      [state, ...scope.params, ...(cursor ? [cursor] : []), limit + 1],
    );
    const ids = rows.slice(0, limit).map((row) => row.id);
    const claims = ids.length === 0 ? [] : await this.dataSource.manager.findBy(RealNameClaim, { id: In(ids) });
    const byId = new Map((await this.describe(caller, claims)).map((claim) => [claim.id, claim]));
    return { items: ids.flatMap((id) => byId.get(id) ?? []), nextCursor: rows.length > limit ? (ids.at(-1) ?? null) : null, pending: await this.countPending(caller) };
  }

  /** How many claims wait within the caller's regions. */
  async countPending(caller: Principal): Promise<number> {
    const scope = withinScope('p.region_path', caller.scope('real_name.review'));
    const [row]: { n: number }[] = await this.dataSource.query(
      `SELECT COUNT(*) AS n FROM real_name_claim c JOIN person p ON p.id = c.person_id WHERE c.state = 'pending' AND ${scope.sql}`,
      scope.params,
    );
    return row?.n ?? 0;
  }

  /** @throws Problem not_found, own_claim, claim_decided, guardian_consent_needed, identity_held */
  async approve(caller: Principal, id: string): Promise<RealNameClaimDto> {
    const claim = await this.claimFor(caller, id);
    await inTransaction(this.dataSource, (tx) => this.decisions.verify(tx, claim, caller.accountId));
    return this.one(caller, id);
  }

  /** Approves each by itself; those that cannot be approved are named with the reason and stay in the queue. */
  async approveAll(caller: Principal, ids: string[]): Promise<ApprovalsResultDto> {
    const result: ApprovalsResultDto = { approved: [], refused: [] };
    for (const id of new Set(ids)) {
      try {
        await this.approve(caller, id);
        result.approved.push(id);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        result.refused.push({ id, code: error.code, title: PROBLEMS[error.code].title });
      }
    }
    return result;
  }

  /** @throws Problem not_found, own_claim, claim_decided */
  async reject(caller: Principal, id: string, { reason, note }: RejectionDto): Promise<RealNameClaimDto> {
    const claim = await this.claimFor(caller, id);
    await inTransaction(this.dataSource, (tx) => this.decisions.reject(tx, claim, { reason, note: note || null, by: caller.accountId }));
    return this.one(caller, id);
  }

  private async claimFor(caller: Principal, id: string): Promise<RealNameClaim> {
    const scope = withinScope('p.region_path', caller.scope('real_name.review'));
    const reachable: unknown[] = await this.dataSource.query(
      `SELECT 1 FROM real_name_claim c JOIN person p ON p.id = c.person_id WHERE c.id = ? AND ${scope.sql}`,
      [id, ...scope.params],
    );
    const claim = reachable.length === 0 ? null : await this.decisions.find(id);
    if (!claim) throw new Problem('not_found');
    if (claim.personId === caller.personId) throw new Problem('own_claim');
    return claim;
  }

  private async one(caller: Principal, id: string): Promise<RealNameClaimDto> {
    const [described] = await this.describe(caller, await this.dataSource.manager.findBy(RealNameClaim, { id }));
    return described!;
  }

  private async describe(caller: Principal, claims: RealNameClaim[]): Promise<RealNameClaimDto[]> {
    if (claims.length === 0) return [];
    const around = await this.surroundings(caller, claims);
    return claims.map((claim) => this.described(claim, around));
  }

  private async surroundings(caller: Principal, claims: RealNameClaim[]): Promise<Surroundings> {
    const { manager } = this.dataSource;
    const personIds = claims.map((claim) => claim.personId);
    const persons = await manager.findBy(Person, { id: In(personIds) });
    const holders = await this.realNames.holders(manager, claims.flatMap((claim) => (claim.state === 'pending' ? (claim.numberIndex ?? []) : [])));
    const everyone = [...persons, ...holders.values()];
    const guardians = await manager.find(GuardianConsent, { select: { personId: true }, where: { personId: In(personIds), withdrawnAt: IsNull() } });
    return {
      persons: new Map(persons.map((person) => [person.id, person])),
      ciphers: await this.keys.openAll(everyone),
      places: await this.regions.places(everyone.flatMap((person) => person.regionId ?? [])),
      holders,
      agreed: new Set(guardians.map((consent) => consent.personId)),
      scope: caller.scope('real_name.review'),
    };
  }

  private described(claim: RealNameClaim, around: Surroundings): RealNameClaimDto {
    const person = around.persons.get(claim.personId);
    const cipher = around.ciphers.get(claim.personId);
    const said = this.nameOf(claim, person, cipher);
    const holder = claim.numberIndex === null ? undefined : around.holders.get(claim.numberIndex);
    const child = said !== null && this.realNames.needsGuardian(said);
    return {
      id: claim.id,
      personId: claim.personId,
      state: claim.state,
      documentKind: claim.documentKind,
      nameMasked: said && maskName(said.name),
      numberMasked: said && maskDocumentNumber(claim.documentKind, said.idNumber),
      ...(said ? this.realNames.derived(said.idNumber) : { age: null, sex: null }),
      region: (person?.regionId && around.places.get(person.regionId)) || null,
      submittedAt: claim.submittedAt.toISOString(),
      check: claim.provider === 'manual' ? 'none' : (claim.finding ?? 'waiting'),
      guardianConsent: !child ? 'not_needed' : around.agreed.has(claim.personId) ? 'given' : 'missing',
      conflict: holder ? { person: this.holder(holder, around) } : null,
      decidedAt: claim.decidedAt?.toISOString() ?? null,
      rejection: rejectionOf(claim),
    };
  }

  /** What a claim says while it waits, and what became of it once it is verified; nothing is kept of the others. */
  private nameOf(claim: RealNameClaim, person: Person | undefined, cipher: FieldCipher | undefined): RealName | null {
    if (!person || !cipher) return null;
    return claim.state === 'verified' ? this.realNames.decrypted(cipher, person) : claimedName(cipher, claim);
  }

  /** Who holds the number already, where the caller may know it. */
  private holder(holder: Person, { ciphers, places, scope }: Surroundings): NonNullable<RealNameClaimDto['conflict']>['person'] {
    if (holder.regionPath === null || !isWithinScope(holder.regionPath, scope)) return null;
    const cipher = ciphers.get(holder.id);
    const name = (cipher && this.realNames.decrypted(cipher, holder)?.name) ?? '';
    return { id: holder.id, nameMasked: maskName(name), region: (holder.regionId && places.get(holder.regionId)) || null };
  }
}
