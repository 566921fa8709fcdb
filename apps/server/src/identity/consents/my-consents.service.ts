import { CONSENT_TEXTS, type ConsentPurpose } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { RealNameService } from '../real-name.service.js';
import type { GiveConsentDto } from './consents.dto.js';
import { ConsentsService } from './consents.service.js';

/** A person's own consents: what giving and withdrawing them brings about. */
@Injectable()
export class MyConsentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consents: ConsentsService,
    private readonly realNames: RealNameService,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Takes the consent that a person gives on the site.
   * @throws Problem consent_outdated when what was read is not what counts now
   */
  async give(caller: { accountId: string; personId: string }, { purpose, version }: GiveConsentDto): Promise<void> {
    if (version !== CONSENT_TEXTS[purpose].version) throw new Problem('consent_outdated');
    await inTransaction(this.dataSource, async (tx) => {
      const person = await this.realNames.lock(tx, caller.personId);
      if (!(await this.consents.give(tx, person, { purpose, channel: 'web', by: null }))) return;
      await this.audit.record(tx, { action: 'consent.give', by: caller.accountId, on: { kind: 'person', id: person.id }, regionPath: person.regionPath, details: { purpose, version } });
    });
  }

  /**
   * Withdraws a consent and does what its text says: without the one for the real name, name and number are erased.
   * @throws Problem consent_indispensable for what an account cannot be without
   */
  async withdraw(caller: { accountId: string; personId: string }, purpose: ConsentPurpose): Promise<void> {
    if (purpose === 'account') throw new Problem('consent_indispensable');
    await inTransaction(this.dataSource, async (tx) => {
      const person = await this.realNames.lock(tx, caller.personId);
      const ended = await this.consents.end(tx, person.id, purpose);
      // Data from before consents were recorded go too.
      if (!ended && person.nameCipher === null && person.verification !== 'pending') return;
      await this.realNames.forget(tx, person);
      await this.audit.record(tx, { action: 'consent.withdraw', by: caller.accountId, on: { kind: 'person', id: person.id }, regionPath: person.regionPath, details: { purpose } });
    });
  }
}
