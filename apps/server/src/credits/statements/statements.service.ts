import type { StatementReason } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Verified } from '../../identity/counting.js';
import { StatementAmendments } from '../closing/statement-amendments.js';
import { Statement } from './statement.entity.js';

/** Version of a statement computed while the books are still open. */
const PRELIMINARY_VERSION = 0;

/** Yearly statements as whoever changes the ledger meets them. */
@Injectable()
export class StatementsService {
  constructor(private readonly amendments: StatementAmendments) {}

  /**
   * Follows a change of one person's entries of a year (credit-rules.md 16): the next version where a closing has stated it, a new
   * preliminary one while its books are open. Call it after the posting, in its transaction.
   * @param reason stands on the statement
   */
  async follow(tx: EntityManager, personId: string, verified: Verified, year: number, reason: StatementReason): Promise<void> {
    await this.amendments.follow(tx, personId, verified, year, reason);
  }

  /** Drops the statement of a person whose entries of an open year went to somebody else. */
  async dropPreliminary(tx: EntityManager, personId: string): Promise<void> {
    await tx.delete(Statement, { personId, version: PRELIMINARY_VERSION });
  }
}
