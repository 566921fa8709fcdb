import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { LIMITS, type LimitName } from '../../platform/limits/limits.js';
import type { Counted } from '../../platform/limits/limits.service.js';

const LIMITS_OF_ACCOUNTS = new Set<LimitName>(['password_account', 'second_factor_account']);

/**
 * What of signing in is recorded: that a session began of somebody who answers for others, and that an account was
 * locked. Not every learner's sign-in and not every wrong password: the audit chain has one end, which each entry
 * holds until its commit, so that anyone could make it the bottleneck of all sign-ins.
 */
@Injectable()
export class SessionAudit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: AuditLog,
  ) {}

  /** @param secondFactor whether the second factor was given with it */
  begun(accountId: string, secondFactor: boolean): Promise<void> {
    return inTransaction(this.dataSource, (tx) => this.log.record(tx, { action: 'session.begin', by: accountId, on: { kind: 'account', id: accountId }, details: { secondFactor } }));
  }

  /** Records the first try that was beyond a limit of the account, and none of those behind it. */
  async noteLockout(accountId: string, counted: readonly Counted[]): Promise<void> {
    const locked = counted.find(({ limit, hits }) => LIMITS_OF_ACCOUNTS.has(limit) && hits === LIMITS[limit].max + 1);
    if (!locked) return;
    await inTransaction(this.dataSource, (tx) => this.log.record(tx, { action: 'session.refused', by: null, on: { kind: 'account', id: accountId }, details: { limit: locked.limit } }));
  }
}
