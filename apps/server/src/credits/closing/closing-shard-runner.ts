import { unitsOfCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, Not } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxService } from '../../platform/queue/outbox.service.js';
import { PoliciesService } from '../policies/policies.service.js';
import { carryOut, findChanges, findGone, issueOf } from './closing-changes.js';
import { Closing } from './closing.entity.js';
import { ClosingShard } from './closing-shard.entity.js';
import { entriesInRange, insertStatements } from './statement-sql.js';

/** Thrown to undo what was computed for a closing that is over. */
class ClosingIsOver extends Error {}

/** Computes one shard of a closing: its statements and the mark that it is done are committed together. */
@Injectable()
export class ClosingShardRunner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly policies: PoliciesService,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  async run(closingId: string, number: number): Promise<void> {
    const fence = await this.claim(closingId, number);
    if (fence === null) return;
    try {
      await inTransaction(this.dataSource, (tx) => this.compute(tx, closingId, number, fence));
    } catch (error) {
      if (!(error instanceof ClosingIsOver)) throw error;
    }
  }

  /** @returns null when there is nothing left to do */
  private async claim(closingId: string, number: number): Promise<number | null> {
    return inTransaction(this.dataSource, async (tx) => {
      const shard = await tx.findOne(ClosingShard, { where: { closingId, number }, lock: { mode: 'pessimistic_write' } });
      if (!shard || shard.state === 'done') return null;
      const fence = shard.fence + 1;
      await tx.update(ClosingShard, { closingId, number }, { state: 'running', fence, heartbeatAt: this.clock.date() });
      return fence;
    });
  }

  private async compute(tx: EntityManager, closingId: string, number: number, fence: number): Promise<void> {
    const shard = await tx.findOne(ClosingShard, { where: { closingId, number, fence, state: 'running' }, lock: { mode: 'pessimistic_write' } });
    const closing = await tx.findOneBy(Closing, { id: closingId, state: 'running' });
    if (!shard || !closing) return;
    await this.state(tx, closing, shard);
    await this.finish(tx, shard);
  }

  private async state(tx: EntityManager, closing: Closing, shard: ClosingShard): Promise<void> {
    const { year, preliminary } = closing;
    const targetUnits = unitsOfCredits(this.policies.on(`${year}-12-31`).targetCredits);
    const entries = entriesInRange(year, shard.afterId, shard.untilId);
    if (closing.fresh) {
      const version = { sql: '?', params: [preliminary ? 0 : 1] };
      const { sql, params } = insertStatements(entries, issueOf(closing, shard.number, targetUnits, this.clock.date(), version));
      await tx.query(sql, params);
      return;
    }
    await findChanges(tx, closing, shard.number, entries, targetUnits);
    await findGone(tx, closing, shard.number, shard);
    if (closing.kind !== 'trial') await carryOut(tx, closing, shard.number, targetUnits, this.clock.date());
  }

  /** The closing's row is taken last and by one shard at a time, so that exactly one of them sees that it was the last. */
  private async finish(tx: EntityManager, { closingId, number, total }: ClosingShard): Promise<void> {
    const now = this.clock.date();
    await tx.update(ClosingShard, { closingId, number }, { state: 'done', finishedAt: now, heartbeatAt: now });
    const counted = await tx.query("UPDATE closing SET processed = processed + ?, heartbeat_at = ? WHERE id = ? AND state = 'running'", [total, now, closingId]);
    if (counted.affectedRows !== 1) throw new ClosingIsOver();
    const open = await tx.existsBy(ClosingShard, { closingId, state: Not('done') });
    if (!open) await this.outbox.add(tx, { queue: 'credits', name: 'closing', payload: { closingId } }, closingId);
  }
}
