import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { AuditEntry } from '../../platform/audit/audit-entry.entity.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { Account } from '../account.entity.js';
import { AccountsService } from '../accounts.service.js';
import { PersonsInScope } from '../persons-in-scope.js';
import { RealNameService } from '../real-name.service.js';
import type { RevealedDto } from './personal-data.dto.js';

/** So many persons one account may look at within an hour. */
const REVEALS_PER_HOUR = 30;
const HOUR_MS = 3_600_000;

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
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found, too_many_attempts */
  async reveal(caller: Principal, personId: string, reason: string): Promise<RevealedDto> {
    return inTransaction(this.dataSource, async (tx) => {
      // One at a time for each account, so that asking at the same moment does not get around the limit.
      await tx.findOneOrFail(Account, { where: { id: caller.accountId }, lock: { mode: 'pessimistic_write' } });
      const person = await this.persons.get(tx, personId, caller.scope('person.reveal'));
      const since = new Date(this.clock.now() - HOUR_MS);
      const shown = await tx.countBy(AuditEntry, { accountId: caller.accountId, action: 'person.reveal', at: MoreThan(since) });
      if (shown >= REVEALS_PER_HOUR) throw new Problem('too_many_attempts');
      const cipher = await this.keys.open(person);
      const logins = await tx.findBy(Account, { personId });
      const realName = this.realNames.decrypted(cipher, person);
      await this.audit.record(tx, { action: 'person.reveal', by: caller.accountId, on: { kind: 'person', id: personId }, regionPath: person.regionPath, reason });
      return {
        name: realName?.name ?? null,
        documentKind: person.documentKind,
        idNumber: realName?.idNumber ?? null,
        phones: logins.flatMap((login) => this.accounts.phoneOf(cipher, login) ?? []),
      };
    });
  }
}
