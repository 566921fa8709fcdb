import { REVOCATION_LIST, type UnsignedRevocationList, formatCredits, handedOutText, shanghaiDate, signedFileText } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { PersonsService } from '../../identity/persons.service.js';
import { Clock } from '../../platform/clock.js';
import { Problem } from '../../platform/errors/problem.js';
import { LimitsService } from '../../platform/limits/limits.service.js';
import { currentOrigin } from '../../platform/logging/request-context.js';
import { RegionHistoryService } from '../../regions/region-history.service.js';
import { CreditSigning } from '../credit-signing.js';
import { PoliciesService } from '../policies/policies.service.js';
import { CheckCodes } from './check-codes.js';
import { StatementRecords } from './statement-records.service.js';
import type { Statement } from './statement.entity.js';
import type { PublicStatementDto } from './statements.dto.js';

/** What anyone may know who has a statement in hand, and what anyone needs to verify one alone. */
@Injectable()
export class PublicStatements {
  /** At most a minute old, so that asking for them costs the database nothing. */
  private readonly revocationLists = new LRUCache<number, Promise<string>>({ max: 101, ttl: 60_000 });

  constructor(
    private readonly records: StatementRecords,
    private readonly codes: CheckCodes,
    private readonly persons: PersonsService,
    private readonly regionHistory: RegionHistoryService,
    private readonly policies: PoliciesService,
    private readonly signing: CreditSigning,
    private readonly limits: LimitsService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem statement_unknown, the same for a number that does not exist and a code that does not fit; too_many_attempts */
  async look(number: string, code: string): Promise<PublicStatementDto> {
    await this.limits.take({ limit: 'statement_check_address', key: currentOrigin().address ?? '' });
    const statement = await this.records.byNumber(number.trim().toUpperCase());
    const fits = this.codes.fits(number.trim().toUpperCase(), code);
    if (!statement || !fits) throw new Problem('statement_unknown');
    return this.describe(statement);
  }

  /** Revoked statements of a year as one signed text, for those who verify offline. */
  revocations(year: number): Promise<string> {
    const known = this.revocationLists.get(year);
    if (known) return known;
    const made = this.makeRevocations(year);
    this.revocationLists.set(year, made);
    made.catch(() => this.revocationLists.delete(year));
    return made;
  }

  private async makeRevocations(year: number): Promise<string> {
    const revoked = await this.records.revokedIn(year);
    const items = revoked.map((row) => ({ number: row.number, revokedAt: row.revoked_at.toISOString(), replacedBy: row.replaced_by }));
    const list: UnsignedRevocationList = { kind: REVOCATION_LIST, year, asOf: this.clock.date().toISOString(), items };
    const { key } = this.signing;
    return signedFileText({ ...list, signature: { keyId: key.keyId, signature: key.sign(handedOutText(list)) } });
  }

  private async describe(statement: Statement): Promise<PublicStatementDto> {
    const { number, status, version, year, personId, regionId, units, targetMet, reason, computedAt, revokedAt } = statement;
    const [names, [place = []], successor] = await Promise.all([
      this.persons.maskedNames([personId]),
      regionId === null ? [] : this.regionHistory.placesAt([{ regionId, at: computedAt }]),
      this.records.successorOf(statement),
    ]);
    return {
      number,
      status,
      version,
      year,
      name: names.get(personId) ?? '*',
      place,
      credits: formatCredits(units),
      targetCredits: this.policies.on(`${year}-12-31`).targetCredits,
      targetMet,
      reason,
      computedOn: shanghaiDate(computedAt.getTime()),
      revokedOn: revokedAt && shanghaiDate(revokedAt.getTime()),
      replacedBy: successor && { number: successor.number, checkCode: this.codes.of(successor.number) },
    };
  }
}
