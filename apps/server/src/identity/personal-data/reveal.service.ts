import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { LimitsService } from '../../platform/limits/limits.service.js';
import { Account } from '../account.entity.js';
import { AccountsService } from '../accounts.service.js';
import { PersonsInScope } from '../persons-in-scope.js';
import { RealNameService } from '../real-name.service.js';
import { RealNameClaim } from '../real-name/real-name-claim.entity.js';
import { claimedName } from '../real-name/real-name-claims.service.js';
import type { RevealedDto } from './personal-data.dto.js';

/** The one way to a full name and number: with a reason, recorded, and not many. */
@Injectable()
export class RevealService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: PersonsInScope,
    private readonly accounts: AccountsService,
    private readonly realNames: RealNameService,
    private readonly keys: PersonKeys,
    private readonly audit: AuditLog,
    private readonly limits: LimitsService,
  ) {}

  /** @throws Problem not_found, too_many_attempts */
  async reveal(caller: Principal, personId: string, reason: string): Promise<RevealedDto> {
    await this.limits.take({ limit: 'reveal_account', key: caller.accountId });
    return inTransaction(this.dataSource, async (tx) => {
      const person = await this.persons.get(tx, personId, caller.scope('person.reveal'));
      const cipher = await this.keys.open(person);
      const logins = await tx.findBy(Account, { personId });
      const realName = this.realNames.decrypted(cipher, person);
      const claim = await tx.findOneBy(RealNameClaim, { pendingPersonId: personId });
      await this.audit.record(tx, { action: 'person.reveal', by: caller.accountId, on: { kind: 'person', id: personId }, regionPath: person.regionPath, reason });
      return {
        name: realName?.name ?? null,
        documentKind: person.documentKind,
        idNumber: realName?.idNumber ?? null,
        phones: logins.flatMap((login) => this.accounts.phoneOf(cipher, login) ?? []),
        claim: claim && claimedName(cipher, claim),
      };
    });
  }
}
