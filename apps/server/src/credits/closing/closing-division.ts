import type { ClosingDifference } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, Not } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxService } from '../../platform/queue/outbox.service.js';
import { Closing, KIND, kindOf } from './closing.entity.js';
import { ClosingShard } from './closing-shard.entity.js';
import { figuresInForce } from './year-figures.js';

/** Persons with a chain in a shard: well under a second of work, which is what a killed worker loses. */
const SHARD_PERSONS = 10_000;
const ROWS_A_STATEMENT = 500;

/** Cuts a closing into shards, and calls for those that are not done. */
@Injectable()
export class ClosingDivision {
  protected readonly shardPersons: number = SHARD_PERSONS;

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  /** @returns whether all shards are done and nothing but the assembly is left */
  async divide(closingId: string): Promise<boolean> {
    return inTransaction(this.dataSource, async (tx) => {
      const closing = await tx.findOne(Closing, { where: { id: closingId }, lock: { mode: 'pessimistic_write' } });
      if (!closing || closing.state === 'done' || closing.state === 'failed') return false;
      // Also where the previous version began it in its own way.
      if (!(await tx.existsBy(ClosingShard, { closingId }))) await this.begin(tx, closing);
      const open = await tx.find(ClosingShard, { where: { closingId, state: Not('done') }, order: { number: 'ASC' } });
      for (const { number } of open) await this.outbox.add(tx, { queue: 'credits', name: 'closing-shard', payload: { closingId, number } }, `${closingId}-${number}`);
      await tx.update(Closing, { id: closingId }, { heartbeatAt: this.clock.date() });
      return open.length === 0;
    });
  }

  private async begin(tx: EntityManager, closing: Closing): Promise<void> {
    const { id, year } = closing;
    const kind = kindOf(closing);
    if (kind === 'final') await adoptUnsigned(tx, closing);
    const shards = await this.cut(tx, id);
    for (let at = 0; at < shards.length; at += ROWS_A_STATEMENT) await tx.insert(ClosingShard, shards.slice(at, at + ROWS_A_STATEMENT));
    const before = await figuresInForce(tx, year);
    await tx.update(Closing, { id }, {
      kind,
      state: 'running',
      processed: 0,
      startedAt: this.clock.date(),
      total: shards.reduce((sum, { total }) => sum + total, 0),
      fresh: kind !== 'trial' && before.statements === 0,
      difference: await beginning(tx, closing, before),
    });
  }

  private async cut(tx: EntityManager, closingId: string): Promise<ClosingShard[]> {
    const shards: ClosingShard[] = [];
    for (let afterId = ''; ; ) {
      const shard = { closingId, number: shards.length, afterId, state: 'queued' as const, fence: 0, heartbeatAt: null, finishedAt: null };
      const [last]: { person_id: string }[] = await tx.query('SELECT person_id FROM credit_head WHERE person_id > ? ORDER BY person_id LIMIT 1 OFFSET ?', [afterId, this.shardPersons - 1]);
      if (!last) {
        const [{ n = 0 } = {}]: { n?: number }[] = await tx.query('SELECT COUNT(*) AS n FROM credit_head WHERE person_id > ?', [afterId]);
        return [...shards, { ...shard, untilId: null, total: n }];
      }
      shards.push({ ...shard, untilId: last.person_id, total: this.shardPersons });
      afterId = last.person_id;
    }
  }
}

/** What an earlier run stated and never signed, because it failed, is signed by this one. */
async function adoptUnsigned(tx: EntityManager, { id, year }: Closing): Promise<void> {
  await tx.query(`UPDATE statement SET closing_id = ? WHERE closing_id IN (SELECT id FROM closing WHERE year = ? AND ${KIND} = 'final' AND state = 'failed')`, [id, year]);
}

/** The difference as it stands before anything is done. */
async function beginning(tx: EntityManager, { id, year }: Closing, figures: { units: number; targetMet: number; statements: number }): Promise<ClosingDifference> {
  const [last]: { id: string }[] = await tx.query(`SELECT id FROM closing WHERE year = ? AND state = 'done' AND ${KIND} IN ('final', 'preliminary') AND id <> ? ORDER BY created_at DESC, id DESC LIMIT 1`, [year, id]);
  const { units, targetMet, statements } = figures;
  return { before: last?.id ?? null, added: 0, changed: 0, gone: 0, unchanged: statements, unitsBefore: units, unitsAfter: units, targetMetBefore: targetMet, targetMetAfter: targetMet };
}
