import type { RejectionReason } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { Problem } from '../../platform/errors/problem.js';
import { Person } from '../person.entity.js';
import { DECIDED, RealNameService } from '../real-name.service.js';
import { RealNameClaim } from './real-name-claim.entity.js';
import { claimedName } from './real-name-claims.service.js';

/**
 * The end of a claim. The person's row is always locked first, and the claim goes over only from pending: whoever
 * decides second finds it decided.
 */
@Injectable()
export class ClaimDecisions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realNames: RealNameService,
    private readonly keys: PersonKeys,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** A claim as it stands, unlocked; null for none. */
  find(id: string): Promise<RealNameClaim | null> {
    return this.dataSource.manager.findOneBy(RealNameClaim, { id });
  }

  /**
   * Verifies the claimant.
   * @param by account of staff; null: the two-element check
   * @throws Problem claim_decided, already_verified, guardian_consent_needed, identity_held
   */
  async verify(tx: EntityManager, claim: RealNameClaim, by: string | null): Promise<void> {
    const person = await this.realNames.lock(tx, claim.personId);
    const said = claimedName(await this.keys.open(person), claim);
    if (!said) throw new Problem('claim_decided');
    await this.end(tx, claim.id, { state: 'verified', decidedBy: by });
    await this.realNames.verify(tx, person, said);
    await this.audit.record(tx, {
      action: 'real_name.verify',
      by,
      on: { kind: 'person', id: person.id },
      regionPath: person.regionPath,
      details: { claimId: claim.id, channel: by === null ? 'check' : 'review', documentKind: claim.documentKind },
    });
  }

  /** Sends a claim back. @throws Problem claim_decided */
  async reject(tx: EntityManager, claim: RealNameClaim, why: { reason: RejectionReason; note: string | null; by: string }): Promise<void> {
    const person = await this.realNames.lock(tx, claim.personId);
    await this.end(tx, claim.id, { state: 'rejected', decidedBy: why.by, rejection: why.reason, note: why.note });
    await tx.update(Person, { id: person.id }, { verification: 'rejected' });
    await this.audit.record(tx, {
      action: 'real_name.reject',
      by: why.by,
      on: { kind: 'person', id: person.id },
      regionPath: person.regionPath,
      details: { claimId: claim.id, reason: why.reason },
    });
  }

  /** Takes a claim out of the queue. @throws Problem claim_decided unless it was pending */
  async end(tx: EntityManager, id: string, outcome: Pick<RealNameClaim, 'state' | 'decidedBy'> & Partial<RealNameClaim>): Promise<void> {
    const { affected } = await tx.update(RealNameClaim, { id, state: 'pending' }, { ...DECIDED, ...outcome, decidedAt: this.clock.date() });
    if (affected !== 1) throw new Problem('claim_decided');
  }
}
