import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CreditsJobs } from '../credits-jobs.js';
import { StatementBatchRunner } from './statement-batch-runner.js';

/** Lets the worker make zips of statements. */
@Injectable()
export class StatementBatchJobs implements OnModuleInit {
  constructor(
    private readonly jobs: CreditsJobs,
    private readonly runner: StatementBatchRunner,
  ) {}

  onModuleInit(): void {
    this.jobs.register('statement-batch', { run: ({ batchId }) => this.runner.run(batchId), fail: ({ batchId }) => this.runner.fail(batchId) });
  }
}
