import { REJECTION_REASONS, maskDocumentNumber, maskName } from '@xuexi/domain';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Clock } from '../../platform/clock.js';
import type { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import { type Hit, LimitsService } from '../../platform/limits/limits.service.js';
import { OutboxService } from '../../platform/queue/outbox.service.js';
import { ConsentsService } from '../consents/consents.service.js';
import { Person } from '../person.entity.js';
import { DECIDED, type RealName, RealNameService } from '../real-name.service.js';
import { RealNameClaim } from './real-name-claim.entity.js';
import type { MyClaimDto, RealNameDto, RealNameClaimDto } from './real-name.dto.js';

/**
 * A person's own claims. Making one never asks whether anyone else holds the number, so that neither the answer nor
 * its time tells (docs/adr/0010-no-instant-verification.md).
 */
@Injectable()
export class RealNameClaimsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realNames: RealNameService,
    private readonly consents: ConsentsService,
    private readonly keys: PersonKeys,
    private readonly outbox: OutboxService,
    private readonly limits: LimitsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Makes a claim, to be decided by staff or by the two-element check.
   * @throws Problem invalid_input, already_verified, claim_pending, consent_needed, guardian_consent_needed, too_many_attempts
   */
  async submit(caller: { accountId: string; personId: string }, input: RealNameDto): Promise<void> {
    const realName = this.realNames.read(null, input);
    const hit: Hit = { limit: 'real_name_person', key: caller.personId };
    await this.limits.take(hit);
    try {
      await this.insert(caller, realName);
    } catch (error) {
      if (error instanceof Problem) await this.limits.giveBack(hit);
      throw error;
    }
  }

  /** Takes the pending claim back; without one nothing happens. */
  async withdraw(caller: { accountId: string; personId: string }): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const person = await this.realNames.lock(tx, caller.personId);
      const claim = await tx.findOneBy(RealNameClaim, { pendingPersonId: person.id });
      if (!claim) return;
      await tx.update(RealNameClaim, { id: claim.id }, { ...DECIDED, state: 'withdrawn', decidedAt: this.clock.date(), decidedBy: caller.accountId });
      await tx.update(Person, { id: person.id }, { verification: 'unverified' });
      await this.audit.record(tx, { action: 'real_name.withdraw', by: caller.accountId, on: { kind: 'claim', id: claim.id }, regionPath: person.regionPath });
    });
  }

  /** The claim that explains why a person is pending or rejected; null for anyone else. */
  async latest(cipher: FieldCipher, person: Person): Promise<MyClaimDto | null> {
    const state = person.verification;
    if (state !== 'pending' && state !== 'rejected') return null;
    const claim = await this.dataSource.manager.findOne(RealNameClaim, { where: { personId: person.id, state }, order: { submittedAt: 'DESC', id: 'DESC' } });
    if (!claim) return null;
    const said = claimedName(cipher, claim);
    return {
      id: claim.id,
      state,
      documentKind: claim.documentKind,
      nameMasked: said && maskName(said.name),
      numberMasked: said && maskDocumentNumber(claim.documentKind, said.idNumber),
      submittedAt: claim.submittedAt.toISOString(),
      decidedAt: claim.decidedAt?.toISOString() ?? null,
      rejection: rejectionOf(claim),
    };
  }

  private async insert(caller: { accountId: string; personId: string }, realName: RealName & Pick<RealNameClaim, 'documentKind'>): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const person = await this.realNames.lock(tx, caller.personId);
      if (person.verification === 'verified') throw new Problem('already_verified');
      if (person.verification === 'pending') throw new Problem('claim_pending');
      await this.consents.assertGiven(tx, person.id, 'real_name');
      await this.realNames.assertGuardianAgrees(tx, person.id, realName);
      const claim = this.claim(await this.keys.open(person), person.id, realName);
      await tx.insert(RealNameClaim, claim);
      await tx.update(Person, { id: person.id }, { verification: 'pending' });
      if (claim.provider === 'http') await this.outbox.add(tx, { queue: 'identity', name: 'check-real-name', payload: { claimId: claim.id } }, claim.id);
      await this.audit.record(tx, { action: 'real_name.submit', by: caller.accountId, on: { kind: 'claim', id: claim.id }, regionPath: person.regionPath, details: { personId: person.id } });
    });
  }

  private claim(cipher: FieldCipher, personId: string, realName: RealName & Pick<RealNameClaim, 'documentKind'>): RealNameClaim {
    const id = newId();
    return {
      id,
      personId,
      pendingPersonId: personId,
      documentKind: realName.documentKind,
      nameCipher: cipher.encrypt(realName.name, { table: 'real_name_claim', column: 'name', row: id }),
      numberCipher: cipher.encrypt(realName.idNumber, { table: 'real_name_claim', column: 'number', row: id }),
      numberIndex: this.realNames.indexOf(realName),
      state: 'pending',
      provider: this.config.realName ? 'http' : 'manual',
      finding: null,
      rejection: null,
      note: null,
      submittedAt: this.clock.date(),
      checkedAt: null,
      decidedAt: null,
      decidedBy: null,
    };
  }
}

/** What a pending claim says; null once it is decided. */
export function claimedName(cipher: FieldCipher, claim: RealNameClaim): (RealName & Pick<RealNameClaim, 'documentKind'>) | null {
  if (!claim.nameCipher || !claim.numberCipher) return null;
  return {
    name: cipher.decrypt(claim.nameCipher, { table: 'real_name_claim', column: 'name', row: claim.id }),
    idNumber: cipher.decrypt(claim.numberCipher, { table: 'real_name_claim', column: 'number', row: claim.id }),
    documentKind: claim.documentKind,
  };
}

/** Why a claim was sent back, as the learner reads it. */
export function rejectionOf({ rejection, note }: RealNameClaim): RealNameClaimDto['rejection'] {
  return rejection && { reason: rejection, text: REJECTION_REASONS[rejection], note };
}
