import { type StatementReason, closingText, isYearClosed, unitsOfCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, Not } from 'typeorm';
import { type Verified, entriesCount } from '../../identity/counting.js';
import { NoticesService } from '../../notices/notices.service.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { CreditSigning } from '../credit-signing.js';
import { PoliciesService } from '../policies/policies.service.js';
import { Statement } from '../statements/statement.entity.js';
import { Closing, KIND, NOT_RUN } from './closing.entity.js';
import { ClosingTree } from './closing-tree.js';
import { holdYear } from './closing-year.entity.js';
import { entriesOf, insertStatements, totalsOf } from './statement-sql.js';

/** Statements that follow a correction of one person's entries, signed at once under a small tree of their own (credit-rules.md 16). */
@Injectable()
export class StatementAmendments {
  constructor(
    private readonly policies: PoliciesService,
    private readonly tree: ClosingTree,
    private readonly signing: CreditSigning,
    private readonly notices: NoticesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Follows a change of one person's entries of a year that a closing has stated, at once, also while another closing of it is under
   * way: that one may fail. Where none has stated it, or the one under way has already stated the person anew, nothing is to be done:
   * the end of the closing sees the entries as they are then. Call it after the posting, in its transaction.
   * @param reason stands on the statement
   */
  async follow(tx: EntityManager, personId: string, verified: Verified, year: number, reason: StatementReason): Promise<void> {
    if (!entriesCount(verified, year)) return;
    const preliminary = !isYearClosed(year, this.clock.now());
    // Held until the commit: a closing under way ends after this change, and then sees it.
    await holdYear(tx, year, 'correction');
    const runs: { id: string; state: Closing['state'] }[] = await tx.query(
      `SELECT id, state FROM closing WHERE year = ? AND ${KIND} = ? AND state <> 'failed' ORDER BY created_at DESC, id DESC`,
      [year, preliminary ? 'preliminary' : 'final'],
    );
    const [newest] = runs;
    if (!newest || (newest.state !== 'done' && (preliminary || !runs.some(({ state }) => state === 'done')))) return;
    const inForce = await tx.findOneBy(Statement, { personId, year, status: Not('revoked') });
    if (newest.state !== 'done' && inForce?.closingId === newest.id) return;
    if (inForce?.status !== 'preliminary' && inForce && (await this.saysTheSame(tx, inForce))) return;
    if (preliminary) await this.restate(tx, newest.id, personId, year, inForce);
    else await this.amend(tx, personId, year, reason, inForce);
  }

  private async saysTheSame(tx: EntityManager, { personId, year, units, entries, chainHead }: Statement): Promise<boolean> {
    const { sql, params } = totalsOf(entriesOf(year, [personId]));
    const [totals]: { units: number; entries: number; chain_head: string }[] = await tx.query(sql, params);
    return totals?.units === units && totals.entries === entries && totals.chain_head === chainHead;
  }

  private async restate(tx: EntityManager, closingId: string, personId: string, year: number, inForce: Statement | null): Promise<void> {
    if (inForce) await tx.delete(Statement, { id: inForce.id });
    await this.issue(tx, closingId, personId, year, 0, '');
  }

  private async amend(tx: EntityManager, personId: string, year: number, reason: StatementReason, inForce: Statement | null): Promise<void> {
    const [now, closingId] = [this.clock.date(), newId()];
    const version = (inForce?.version ?? 0) + 1;
    if (inForce?.version === 0) await tx.delete(Statement, { id: inForce.id });
    else if (inForce) await tx.update(Statement, { id: inForce.id }, { status: 'revoked', revokedAt: now });
    await this.issue(tx, closingId, personId, year, version, reason);
    const { leaves, root } = await this.tree.build(tx, closingId);
    if (leaves === 0) return;
    const { key } = this.signing;
    const { regionId } = await tx.findOneByOrFail(Statement, { personId, year, version });
    await tx.insert(Closing, {
      ...NOT_RUN, id: closingId, year, preliminary: false, kind: 'amendment', state: 'done', activeYear: null, total: 1, processed: 1, lastPersonId: null,
      regionId, startedBy: '', createdAt: now, startedAt: now, heartbeatAt: now, finishedAt: now,
      leaves, root, keyId: key.keyId, signature: key.sign(closingText({ closingId, year, leaves, root })), signedAt: now,
    });
    if (version > 1) await this.notices.send(tx, personId, 'statement_replaced', { year, version, reason });
  }

  private async issue(tx: EntityManager, closingId: string, personId: string, year: number, version: number, reason: string): Promise<void> {
    const { sql, params } = insertStatements(entriesOf(year, [personId]), {
      closingId,
      id: { sql: '?', params: [newId()] },
      status: version === 0 ? 'preliminary' : 'valid',
      version: { sql: '?', params: [version] },
      reason,
      targetUnits: unitsOfCredits(this.policies.on(`${year}-12-31`).targetCredits),
      computedAt: this.clock.date(),
    });
    await tx.query(sql, params);
  }
}
