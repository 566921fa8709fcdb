import { type ClosingDifference, closingText, unitsOfCredits } from '@xuexi/domain';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager, Not } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { CreditSigning } from '../credit-signing.js';
import { idFrom } from '../ledger/day-leaves.js';
import { PoliciesService } from '../policies/policies.service.js';
import { RECHECKED } from './closing-change.entity.js';
import { carryOut, findChanges } from './closing-changes.js';
import { Closing } from './closing.entity.js';
import { ClosingShard } from './closing-shard.entity.js';
import { ClosingTree } from './closing-tree.js';
import { ClosingLatecomer, holdYear } from './closing-year.entity.js';
import { entriesOf } from './statement-sql.js';
import { keepRegions } from './trial-regions.js';
import { figuresInForce } from './year-figures.js';

/** How long a transaction that posts what was learned may have been under way when the closing began; of what comes later, see ClosingLatecomer. */
const LONGEST_TRANSACTION_MS = 10 * 60_000;
const PERSONS_A_QUERY = 1_000;

/** Ends a closing whose shards are done: looks again at what happened meanwhile, builds the tree, signs its root. All of it, or nothing. */
@Injectable()
export class ClosingAssembly {
  private readonly logger = new Logger(ClosingAssembly.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly policies: PoliciesService,
    private readonly tree: ClosingTree,
    private readonly signing: CreditSigning,
    private readonly clock: Clock,
  ) {}

  async assemble(closingId: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const known = await tx.findOneBy(Closing, { id: closingId, state: 'running' });
      if (!known) return;
      // Each correction of the year is either seen here or follows the signed statement.
      await holdYear(tx, known.year, 'end');
      const closing = await tx.findOne(Closing, { where: { id: closingId }, lock: { mode: 'pessimistic_write' } });
      if (closing?.state !== 'running' || (await tx.existsBy(ClosingShard, { closingId, state: Not('done') }))) return;
      await this.recheck(tx, closing);
      const signed = closing.kind === 'final' ? await this.sign(tx, closing) : {};
      if (closing.kind === 'trial') await keepRegions(tx, closing);
      const difference = await differenceOf(tx, closing);
      await tx.update(Closing, { id: closingId }, { ...signed, difference, state: 'done', activeYear: null, processed: closing.total, finishedAt: this.clock.date() });
      this.logger.log({ closingId, year: closing.year, kind: closing.kind, added: difference.added, changed: difference.changed }, 'closing done');
    });
  }

  /** Computes again who got an entry of the year after the closing began: a shard may have been past them. */
  private async recheck(tx: EntityManager, closing: Closing): Promise<void> {
    const { id, year, startedAt } = closing;
    const since = idFrom(startedAt!.getTime() - LONGEST_TRANSACTION_MS);
    const late: { person_id: string }[] = await tx.query(
      'SELECT person_id FROM credit_entry FORCE INDEX (PRIMARY) WHERE id >= ? AND year = ? UNION SELECT person_id FROM closing_latecomer WHERE year = ?',
      [since, year, year],
    );
    if (late.length === 0) return;
    const targetUnits = unitsOfCredits(this.policies.on(`${year}-12-31`).targetCredits);
    const persons = late.map(({ person_id }) => person_id);
    for (let at = 0; at < persons.length; at += PERSONS_A_QUERY) {
      await findChanges(tx, closing, RECHECKED, entriesOf(year, persons.slice(at, at + PERSONS_A_QUERY)), targetUnits);
    }
    if (closing.kind !== 'trial') await carryOut(tx, closing, RECHECKED, targetUnits, this.clock.date());
    if (closing.kind === 'final') await tx.delete(ClosingLatecomer, { year });
    this.logger.log({ closingId: id, persons: persons.length }, 'computed again who got entries meanwhile');
  }

  private async sign(tx: EntityManager, { id, year }: Closing): Promise<Partial<Closing>> {
    const { leaves, root } = await this.tree.build(tx, id);
    const { key } = this.signing;
    return { leaves, root, keyId: key.keyId, signature: key.sign(closingText({ closingId: id, year, leaves, root })), signedAt: this.clock.date() };
  }
}

/** Completes the difference with which the closing began. */
async function differenceOf(tx: EntityManager, { id, year, fresh, kind, difference }: Closing): Promise<ClosingDifference> {
  const before = difference!;
  if (kind !== 'trial' && fresh) {
    const { statements, units, targetMet } = await figuresInForce(tx, year);
    return { ...before, added: statements, unchanged: 0, unitsAfter: units, targetMetAfter: targetMet };
  }
  const rows: { effect: string; n: number; units: number; met: number }[] = await tx.query(
    `SELECT effect, COUNT(*) AS n, CAST(SUM(units - COALESCE(before_units, 0)) AS SIGNED) AS units, CAST(SUM(target_met - COALESCE(before_target_met, 0)) AS SIGNED) AS met
       FROM closing_change WHERE closing_id = ? GROUP BY effect`,
    [id],
  );
  const count = (effect: string): number => rows.find((row) => row.effect === effect)?.n ?? 0;
  const [added, changed, gone] = [count('new'), count('changed'), count('gone')];
  return {
    ...before,
    added,
    changed,
    gone,
    unchanged: before.unchanged - changed - gone,
    unitsAfter: before.unitsBefore + rows.reduce((sum, { units }) => sum + units, 0),
    targetMetAfter: before.targetMetBefore + rows.reduce((sum, { met }) => sum + met, 0),
  };
}
