import { Injectable } from '@nestjs/common';
import { DataSource, Not } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { ClosingAssembly } from './closing-assembly.js';
import { ClosingDivision } from './closing-division.js';
import { Closing } from './closing.entity.js';
import { ClosingShard } from './closing-shard.entity.js';
import { ClosingShardRunner } from './closing-shard-runner.js';

/**
 * Leads a closing through its three steps: divided into shards, computed shard by shard, assembled under one signed root. Each step is
 * one transaction per piece and asks the rows what is left to do, so that it may be killed anywhere, run again, and run by many at once.
 */
@Injectable()
export class ClosingRunner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly division: ClosingDivision,
    private readonly shards: ClosingShardRunner,
    private readonly assembly: ClosingAssembly,
    private readonly clock: Clock,
  ) {}

  /** Does whatever step is due of a closing; shards are called for, not computed. */
  async run(closingId: string): Promise<void> {
    if (await this.division.divide(closingId)) await this.assembly.assemble(closingId);
  }

  async runShard(closingId: string, number: number): Promise<void> {
    await this.shards.run(closingId, number);
  }

  /** Does all of a closing, one shard after the other, without a queue. */
  async runWhole(closingId: string): Promise<void> {
    await this.division.divide(closingId);
    const open = await this.dataSource.manager.find(ClosingShard, { where: { closingId, state: Not('done') }, order: { number: 'ASC' } });
    for (const { number } of open) await this.shards.run(closingId, number);
    await this.assembly.assemble(closingId);
  }

  /**
   * Gives a closing up that the queue will not try again: administrators see it and may start the year anew, which takes
   * over what was computed and repeats nothing.
   */
  async fail(closingId: string): Promise<void> {
    await this.dataSource.manager.update(Closing, { id: closingId, state: Not('done') }, { state: 'failed', activeYear: null, finishedAt: this.clock.date() });
  }
}
