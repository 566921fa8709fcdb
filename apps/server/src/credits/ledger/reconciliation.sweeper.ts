import { Injectable } from '@nestjs/common';
import { Sweeper } from '../../platform/queue/sweeper.js';
import { ReconciliationRunner } from './reconciliation-runner.js';

/** Sees every quarter of a minute whether the night's reconciliation is due, or was interrupted. */
@Injectable()
export class ReconciliationSweeper extends Sweeper {
  private readonly ending = new AbortController();

  constructor(private readonly runner: ReconciliationRunner) {
    super();
  }

  sweep(): Promise<void> {
    return this.runner.runDue(this.ending.signal);
  }

  override async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await super.onApplicationShutdown();
  }
}
