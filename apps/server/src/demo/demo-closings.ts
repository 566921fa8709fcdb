import { closesAt } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ClosingAssembly } from '../credits/closing/closing-assembly.js';
import { ClosingDivision } from '../credits/closing/closing-division.js';
import { ClosingRunner } from '../credits/closing/closing-runner.js';
import { ClosingShardRunner } from '../credits/closing/closing-shard-runner.js';
import { ClosingTree } from '../credits/closing/closing-tree.js';
import { type Closing, NOT_RUN } from '../credits/closing/closing.entity.js';
import { CreditSigning } from '../credits/credit-signing.js';
import { PoliciesService } from '../credits/policies/policies.service.js';
import { Clock } from '../platform/clock.js';
import { OutboxRow } from '../platform/queue/outbox.entity.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import { demoId } from './world/demo-id.js';
import { MINUTE_MS, closedYears } from './world/demo-time.js';

/** The administrator comes to it in the morning after the books have closed. */
const STARTED_AFTER_MS = (9 * 60 + 30) * MINUTE_MS;

/** A clock that stands still. */
class StandingClock extends Clock {
  constructor(private readonly ms: number) {
    super();
  }

  now(): number {
    return this.ms;
  }
}

/** The annual closings of years gone by. */
@Injectable()
export class DemoClosings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly policies: PoliciesService,
    private readonly signing: CreditSigning,
  ) {}

  /** Closings as an administrator has just started them. The sweeper of the worker takes up what an interrupted seed leaves of them. */
  rows(nowMs: number, startedBy: string): Closing[] {
    return closedYears(nowMs).map((year) => ({
      id: demoId(`closing:${year}`, startedAt(year)),
      year,
      ...NOT_RUN,
      kind: 'final' as const,
      preliminary: false,
      state: 'queued',
      activeYear: year,
      total: 0,
      processed: 0,
      lastPersonId: null,
      startedBy,
      createdAt: new Date(startedAt(year)),
      heartbeatAt: null,
      finishedAt: null,
    }));
  }

  /** Runs them by the product's own runner, each at the time of its start. */
  async run(closings: readonly Closing[]): Promise<void> {
    for (const { id, createdAt } of closings) {
      await this.runnerAt(new StandingClock(createdAt.getTime())).runWhole(id);
    }
    // What was left for the worker to do has been done here.
    await this.dataSource.manager.delete(OutboxRow, { queue: 'credits' });
  }

  private runnerAt(clock: Clock): ClosingRunner {
    const { dataSource, policies, signing } = this;
    const outbox = new OutboxService(clock);
    const shards = new ClosingShardRunner(dataSource, policies, outbox, clock);
    const assembly = new ClosingAssembly(dataSource, policies, new ClosingTree(dataSource), signing, clock);
    return new ClosingRunner(dataSource, new ClosingDivision(dataSource, outbox, clock), shards, assembly, clock);
  }
}

function startedAt(year: number): number {
  return closesAt(year) + STARTED_AFTER_MS;
}
