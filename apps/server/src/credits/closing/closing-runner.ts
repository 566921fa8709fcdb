import { Injectable, Logger } from '@nestjs/common';
import { DataSource, In, Not } from 'typeorm';
import { PersonsService } from '../../identity/persons.service.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Closing } from './closing.entity.js';
import { StatementsService } from '../statements/statements.service.js';

const PAGE = 200;
const ENDED: Closing['state'][] = ['done', 'failed'];

/**
 * Works through one closing, page by page of persons. Statements and the place in the list are committed together, so
 * an interrupted run goes on where it was, and a second runner of the same closing stops at the first page.
 */
@Injectable()
export class ClosingRunner {
  private readonly logger = new Logger(ClosingRunner.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: PersonsService,
    private readonly statements: StatementsService,
    private readonly clock: Clock,
  ) {}

  async run(closingId: string): Promise<void> {
    let closing = await this.begin(closingId);
    while (closing) {
      const page = await this.persons.countingPage(closing.year, closing.lastPersonId, PAGE);
      if (page.length === 0) return this.finish(closing);
      closing = await this.advance(closing, page);
    }
  }

  /**
   * Gives a closing up that the queue will not try again: administrators see it and may start the year anew, which goes
   * over the same persons and repeats nothing.
   */
  async fail(closingId: string): Promise<void> {
    await this.dataSource.manager.update(Closing, { id: closingId, state: Not('done') }, { state: 'failed', activeYear: null, finishedAt: this.clock.date() });
  }

  /** Marks it as running, or answers null when there is nothing left to do. */
  private async begin(id: string): Promise<Closing | null> {
    const closing = await this.dataSource.manager.findOneBy(Closing, { id });
    if (!closing || ENDED.includes(closing.state)) return null;
    const total = await this.persons.countCounting(closing.year);
    const running = { state: 'running' as const, total, heartbeatAt: this.clock.date() };
    // Another runner may have finished it meanwhile.
    const begun = await this.dataSource.manager.update(Closing, { id, state: Not(In(ENDED)) }, running);
    return begun.affected === 1 ? { ...closing, ...running } : null;
  }

  /** @returns null when another runner has moved on meanwhile */
  private async advance(closing: Closing, page: string[]): Promise<Closing | null> {
    const moved = { processed: closing.processed + page.length, lastPersonId: page.at(-1)!, heartbeatAt: this.clock.date() };
    return inTransaction(this.dataSource, async (tx) => {
      const taken = await tx.query('UPDATE closing SET processed = ?, last_person_id = ?, heartbeat_at = ? WHERE id = ? AND last_person_id <=> ?', [
        moved.processed,
        moved.lastPersonId,
        moved.heartbeatAt,
        closing.id,
        closing.lastPersonId,
      ]);
      if (taken.affectedRows !== 1) return null;
      await this.statements.compute(tx, closing, page);
      return { ...closing, ...moved };
    });
  }

  private async finish(closing: Closing): Promise<void> {
    await this.dataSource.manager.update(Closing, { id: closing.id }, { state: 'done', activeYear: null, finishedAt: this.clock.date() });
    this.logger.log({ closingId: closing.id, year: closing.year, processed: closing.processed }, 'closing done');
  }
}
