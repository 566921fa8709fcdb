import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { Person } from '../person.entity.js';
import { ClaimDecisions } from './claim-decisions.service.js';
import { RealNameCheck } from './real-name-check.js';
import { RealNameClaim } from './real-name-claim.entity.js';
import { claimedName } from './real-name-claims.service.js';

/**
 * Asks the two-element check about a claim. A match with a free number verifies; everything else stays for staff, with
 * what the check said. Running twice, or beside a person who decides, is harmless: only a pending claim goes over.
 */
@Injectable()
export class RealNameCheckRunner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly check: RealNameCheck,
    private readonly decisions: ClaimDecisions,
    private readonly keys: PersonKeys,
    private readonly clock: Clock,
  ) {}

  /** @throws Error when the service cannot be asked; the job is tried again */
  async run(claimId: string): Promise<void> {
    const claim = await this.decisions.find(claimId);
    if (claim?.state !== 'pending' || claim.checkedAt !== null || !this.check.available) return;
    const person = await this.dataSource.manager.findOneByOrFail(Person, { id: claim.personId });
    const said = person.dataKey && claimedName(await this.keys.open(person), claim);
    if (!said) return;
    const matches = await this.check.matches(said);
    if (matches && (await this.verified(claim))) return;
    await this.dataSource.manager.update(RealNameClaim, { id: claimId, state: 'pending' }, { finding: matches ? 'match' : 'mismatch', checkedAt: this.clock.date() });
  }

  /** @returns false when a person has to decide: the number is held, or a guardian has not agreed */
  private async verified(claim: RealNameClaim): Promise<boolean> {
    try {
      await inTransaction(this.dataSource, (tx) => this.decisions.verify(tx, claim, null));
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }
}
