import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CreditsJobs } from '../credits-jobs.js';
import { ClosingRunner } from './closing-runner.js';

/** Lets the worker run closings. */
@Injectable()
export class ClosingJobs implements OnModuleInit {
  constructor(
    private readonly jobs: CreditsJobs,
    private readonly runner: ClosingRunner,
  ) {}

  onModuleInit(): void {
    const fail = ({ closingId }: { closingId: string }): Promise<void> => this.runner.fail(closingId);
    this.jobs.register('closing', { run: ({ closingId }) => this.runner.run(closingId), fail });
    this.jobs.register('closing-shard', { run: ({ closingId, number }) => this.runner.runShard(closingId, number), fail });
  }
}
